import { test } from '@japa/runner'
import { isIdentifier } from '#imports/typing/identifiers'

const COUNTING = ['1', '2', '3', '4', '5', '6']

test.group('A column of numbers', () => {
  test('that counts the rows names them')
    .with(['Tally', 'Nummer'])
    .run(({ assert }, name) => {
      assert.match(isIdentifier(name, COUNTING)!, /count the rows/)
    })

  test('that grows by one each day measures, where its name says so or it has fractions', ({
    assert,
  }) => {
    const amounts = COUNTING.map((number) => `${number}.50`)

    assert.isUndefined(isIdentifier('Clicks', COUNTING))
    assert.isUndefined(isIdentifier('Budget', amounts))
  })
})
