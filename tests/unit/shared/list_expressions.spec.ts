import { test } from '@japa/runner'
import { compileExpression } from '#shared/expressions/expression'
import { MappingFault } from '#shared/expressions/functions'

const META = {
  actions: [
    { action_type: 'link_click', value: '12' },
    { action_type: 'purchase', value: '3' },
  ],
}
/** https://developers.google.com/analytics/devguides/reporting/data/v1/basics */
const REPORT = {
  body: {
    dimensionHeaders: [{ name: 'date' }],
    metricHeaders: [{ name: 'sessions', type: 'TYPE_INTEGER' }],
    rows: [{ dimensionValues: [{ value: '20261101' }], metricValues: [{ value: '7' }] }],
  },
}
const ROWS =
  'response.body.rows.map(row, merge(zip(response.body.dimensionHeaders, row.dimensionValues), zip(response.body.metricHeaders, row.metricValues)))'

const CASES: [expression: string, record: unknown, value: unknown][] = [
  ['number(pick(record.actions, "action_type", "purchase"))', META, 3],
  ['pick(record.actions, "action_type", "lead")', META, null],
  ['find(record.items, "id", 7).name', { items: [{ id: '7', name: 'Seven' }] }, 'Seven'],
  ['find(record.items, "id", 8).name', { items: [] }, null],
  ['sum(record.actions, "value")', META, 15],
  ['sum(record.missing)', META, null],
  ['first(record.none, "x")', {}, 'x'],
  ['record.none.map(x, x.a.b)', {}, []],
  [
    'record.items.filter(x, x.tag.name == "a")[0].n',
    { items: [{}, { tag: { name: 'a' }, n: 5 }] },
    5,
  ],
  ['record.items.exists(x, x.deep.down == "y")', { items: [{}] }, false],
  ['parseJson(record.json).a.b', { json: '{"a":{"b":1}}' }, 1],
  ['after(record.key, "-")', { key: 'abc-us21' }, 'us21'],
  ['before(record.key, "-")', { key: 'abc-us21' }, 'abc'],
  [
    'timeOf(record.at, "yyyyMMddHHmmss", "Africa/Nairobi")',
    { at: 20261101120000 },
    '2026-11-01T09:00:00.000Z',
  ],
  ['formatTime(record.day, "MM/dd/yyyy")', { day: '2026-11-01' }, '11/01/2026'],
  ['unixOf(record.at)', { at: '2026-11-01T10:00:00.250+01:00' }, 1_793_523_600.25],
  [
    'dateOf(record.d.year, record.d.month, record.d.day)',
    { d: { year: 2026, month: 3, day: 9 } },
    '2026-03-09',
  ],
  ['values(record.byId).map(x, x.n)', { byId: { a: { n: 1 }, b: { n: 2 } } }, [1, 2]],
  ['entries(record.byId)[0].key', { byId: { a: 1 } }, 'a'],
  ['hostOf(record.url)', { url: 'https://na1.my.example.com/x' }, 'na1.my.example.com'],
]

test.group('Expressions over lists', () => {
  test('{0}')
    .with(CASES)
    .run(({ assert }, [expression, record, value]) => {
      assert.deepEqual(compileExpression(expression, 'record')({ record }), value)
    })

  test('columns and rows become records', ({ assert }) => {
    const read = compileExpression(ROWS, 'response')
    assert.deepEqual(read({ response: REPORT }), [{ date: '20261101', sessions: '7' }])
    assert.deepEqual(read({ response: { body: { rowCount: 0 } } }), [])
  })

  test('what is no list is a fault with a reason', ({ assert }) => {
    const read = compileExpression('sum(record.list)', 'record')
    assert.throws(() => read({ record: { list: 'abc' } }), MappingFault)
  })
})
