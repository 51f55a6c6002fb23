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
      'noorvisser2026',
      'passwordpassword',
      'Wachtwoord2026!',
      'p4ssw0rdp4ssw0rd',
      'qwertyuiopasdf',
      '1q2w3e4r5t6y7u8i',
      'iloveyou123456',
      'abcdefghijklmnop',
      '20262026202620',
      'superman1234567',
    ])
    .run(({ assert }, password) => {
      assert.isString(passwordFault(password, 'noor.visser@example.test'))
    })
})
