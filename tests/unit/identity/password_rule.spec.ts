import { test } from '@japa/runner'
import { passwordFault } from '#identity/password_rule'

test.group('A password', () => {
  test('of a few unrelated words is good')
    .with(['seven lighthouses at dawn', 'Kaas-op-dinsdag', '漢字漢字かなカナ漢字と猫と犬'])
    .run(({ assert }, password) => {
      assert.isUndefined(passwordFault(password, 'noor@example.test'))
    })

  test('that is short, repeated, common or one’s own name is not')
    .with([
      'elevenchars',
      'aaaaaaaaaaaaaaaa',
      'abababababab',
      'Password1234!',
      'quarterdeck123',
      '1234567890123',
      'noor.visser1',
    ])
    .run(({ assert }, password) => {
      assert.isString(passwordFault(password, 'noor.visser@example.test'))
    })
})
