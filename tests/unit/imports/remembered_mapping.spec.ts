import { test } from '@japa/runner'
import type { Mapping } from '#imports/mapping/mapping'
import { grainOf } from '#imports/mapping/map_plan'
import { withRefusals, withRemembered } from '#imports/mapping/remembered_mapping'
import { readText } from '#tests/support/read_files'

const lines = (...rows: string[]) => `${rows.join('\n')}\n`
const changed = (mapping: Mapping, at: number, column: Partial<Mapping['columns'][number]>) => ({
  ...mapping,
  columns: mapping.columns.map((one, index) => (index === at ? { ...one, ...column } : one)),
})

test.group('A mapping that is remembered', () => {
  test('takes what the catalogue learned since, but not what a person took away', async ({
    assert,
  }) => {
    const { mapping } = await readText(lines('day,cost,clicks', '2026-01-01,5,1'))
    const before = changed(mapping, 1, { target: null })
    const declined = withRefusals(changed(mapping, 2, { target: null }), mapping)

    assert.equal(withRemembered(mapping, before).columns[1].target, 'spend')
    assert.deepEqual(
      withRemembered(mapping, declined).columns.map(({ target }) => target),
      [null, 'spend', null]
    )
  })

  test('leaves how dates are written, the day and the currency to each file', async ({
    assert,
  }) => {
    const january = await readText(lines('Date,Umsatz', '46023,5', '46024,6'))
    const february = await readText(lines('Date,Umsatz', '2026-02-01,5 USD', '2026-02-02,6 USD'))

    const mapping = withRemembered(february.mapping, january.mapping)

    assert.deepEqual(
      [january.mapping, mapping].map(({ columns }) => columns[0].dateStyle),
      ['excel_serial', 'text']
    )
    assert.equal(mapping.currency, 'USD')
  })

  test('of a report without days counts the next report on its own', async ({ assert }) => {
    const report = (from: string, to: string) =>
      readText(lines(`"${from} - ${to}"`, 'Campaign,Cost', 'Brand,5'))
    const january = await report('1 January 2026', '31 January 2026')
    const february = await report('1 February 2026', '28 February 2026')

    const mapping = withRemembered(february.mapping, january.mapping)

    assert.equal(mapping.fixedDay, '2026-02-01')
    assert.equal(grainOf(february.inspection, mapping), 'month')
    assert.equal(grainOf(february.inspection, { ...mapping, fixedDay: '2026-02-28' }), 'day')
  })
})

test.group('Amounts in two currencies', () => {
  test('of the same rows are one money and one plain number', async ({ assert }) => {
    const read = await readText(
      lines('day,Spend (USD),Spend (EUR)', '2026-01-01,11,10', '2026-01-02,22,20')
    )

    assert.deepEqual([read.sums.spend, read.currencies], [30, ['EUR']])
    assert.equal(read.column('Spend (USD)').unit, 'number')
    assert.equal(read.finding('Two currencies')!.tone, 'check')
  })

  test('of which each row fills one are asked about', async ({ assert }) => {
    const read = await readText(
      lines('day,Spend (USD),Spend (EUR)', '2026-01-01,11,', '2026-01-02,,20')
    )

    assert.deepEqual(read.questions, ['Two currencies'])
  })
})
