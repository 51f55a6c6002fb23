import { test } from '@japa/runner'
import { compileExpression } from '#shared/expressions/expression'
import { compileTemplate } from '#shared/expressions/template'

const record = {
  a: { b: '5', list: [{ id: 'x' }, { id: 'y' }] },
  amount: 2000,
  status: 'succeeded',
  ok: true,
}

const evaluate = (source: string) =>
  compileExpression(source, 'record')({ record, account: null, settings: {} })

test.group('Expressions', () => {
  test('read fields, and a missing field at any depth is null')
    .with([
      ['record.a.b', '5'],
      ['record.a.list[1].id', 'y'],
      ['record.nothing.deep.down', null],
      ['record.status.length', null],
      ['account.name', null],
      ['has(record.a.b)', true],
      ['has(record.x.y)', false],
      ['record.x.y == "z"', false],
    ] as [string, unknown][])
    .run(({ assert }, [source, expected]) => assert.strictEqual(evaluate(source), expected))

  test('compute with numbers as JSON has them')
    .with([
      ['record.amount * 2', 4000],
      ['record.amount / 3 > 600', true],
      ['record.status == "succeeded" ? record.amount : 0', 2000],
      ['record.status in ["failed", "canceled"] ? 1 : 0', 0],
      ['record.a.list.exists(each, each.id == "y")', true],
      ['text(record.amount) + "~" + text(record.a.b)', '2000~5'],
    ] as [string, unknown][])
    .run(({ assert }, [source, expected]) => assert.strictEqual(evaluate(source), expected))

  test('read money exactly, whatever its scale')
    .with([
      ['micros("0.1")', 100_000],
      ['micros("-12.3456789")', -12_345_679],
      ['micros(19.99)', 19_990_000],
      ['minorToMicros(record.amount, "usd")', 20_000_000],
      ['minorToMicros(record.amount, "jpy")', 2_000_000_000],
      ['minorToMicros(record.amount, "KWD")', 2_000_000],
      ['micros(record.none)', null],
      ['minorToMicros(record.none, "usd")', null],
    ] as [string, unknown][])
    .run(({ assert }, [source, expected]) => assert.strictEqual(evaluate(source), expected))

  test('write texts and times')
    .with([
      ['unixToIso(1779834055)', '2026-05-26T22:20:55.000Z'],
      ['humanize("SEARCH_PARTNERS")', 'Search partners'],
      ['lastSegment("customers/1/campaigns/2")', '2'],
      ['digits("123-456-7890")', '1234567890'],
      ['coalesce(record.none, lower("ABC"))', 'abc'],
    ] as [string, unknown][])
    .run(({ assert }, [source, expected]) => assert.strictEqual(evaluate(source), expected))

  test('refuse at load what cannot work, with the reason')
    .with([
      ['record.a.b ==', /Unexpected token: EOF in `record\.a\.b ==`/],
      ['response.status', /Unknown variable: response/],
      ['eval("1")', /no such function: 'eval\(string\)'/],
      ['"a" + 1', /no such overload: string \+ int/],
      ['record.constructor.name', /is not a field/],
      ['record.a.__proto__', /is not a field/],
    ] as [string, RegExp][])
    .run(({ assert }, [source, reason]) => {
      assert.throws(() => compileExpression(source, 'record'), reason)
    })

  test('a value of the wrong kind is a fault with its reason', ({ assert }) => {
    assert.throws(() => evaluate('number(record.status)'), '"succeeded" is not a number')
    assert.throws(() => evaluate('record.status * 2'), /no such overload/)
  })
})

test.group('Templates', () => {
  test('encode what they put into an address, and nothing else', ({ assert }) => {
    const render = compileTemplate('/v1/{account.id}/x?y', 'request', encodeURIComponent)

    assert.equal(render({ account: { id: 'a/../b' } }), '/v1/a%2F..%2Fb/x?y')
    assert.equal(render({ account: null }), '/v1//x?y')
  })
})
