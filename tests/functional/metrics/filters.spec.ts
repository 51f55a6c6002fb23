import { test } from '@japa/runner'
import type { MetricFilter, MetricResult } from '#metrics/types'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plainTotals } from '#tests/support/metric_questions'

/** Each row by what a person reads of it; Friday and Saturday. Clicks are powers of two: a sum names its rows. */
const ROWS = [
  { campaign: 'Bread rolls', ad_account: 'Bakery', device: 'phone', currency: 'EUR', day: 1 },
  { campaign: 'Bread rolls', ad_account: 'Bakery', device: null, currency: 'USD', day: 2 },
  { campaign: 'Coffee', ad_account: 'Roastery', device: 'desktop', currency: 'EUR', day: 2 },
].map((row, index) => ({
  ...row,
  source: 'Search ads',
  channel: 'paid_search',
  day_of_week: row.day === 1 ? '5' : '6',
  month_of_year: '05',
  clicks: 2 ** index,
}))

const DIMENSIONS = [
  'campaign',
  'ad_account',
  'device',
  'currency',
  'source',
  'channel',
  'day_of_week',
  'month_of_year',
] as const
type Dimension = (typeof DIMENSIONS)[number]

const OPERATORS: Record<
  MetricFilter['operator'],
  (label: string | null, value: string) => boolean
> = {
  equals: (label, value) => label === value,
  not_equals: (label, value) => label !== value,
  in: (label, value) => label === value,
  not_in: (label, value) => label !== value,
  contains: (label, value) => label !== null && label.includes(value),
  not_contains: (label, value) => label === null || !label.includes(value),
  starts_with: (label, value) => label !== null && label.startsWith(value),
  is_empty: (label) => label === null,
  is_not_empty: (label) => label !== null,
}

async function givenAds() {
  const organization = await givenOrganization()
  await givenRows(organization, {
    slots: ADS_SLOTS,
    channel: 'paid_search',
    above: { 'Bread rolls': { ad_account: 'Bakery' }, 'Coffee': { ad_account: 'Roastery' } },
    facts: ROWS.map(({ campaign, device, currency, day, clicks }) => ({
      day: `2026-05-0${day}`,
      entity: campaign,
      currency,
      dimensions: (device ? { device } : {}) as Record<string, string>,
      numbers: [1, clicks, 0],
    })),
    isRolledUp: true,
  })
  return organization
}

const clicksOf = (result: MetricResult) => {
  const { clicks } = plainTotals(result)
  return clicks === 'no_match' ? 0 : clicks
}

function expected(dimension: Dimension, operator: MetricFilter['operator'], value: string) {
  const kept = ROWS.filter((row) => OPERATORS[operator](row[dimension], value))
  return kept.reduce((sum, { clicks }) => sum + clicks, 0)
}

test.group('A filter', () => {
  test('keeps the rows it says, for every operator, on {$self}')
    .with([...DIMENSIONS])
    .run(async ({ assert }, dimension) => {
      const organization = await givenAds()
      const [{ [dimension]: value }] = ROWS

      for (const operator of Object.keys(OPERATORS) as MetricFilter['operator'][]) {
        const filter = { dimension, operator, values: [value!] }
        const result = await ask(organization, { metrics: ['clicks'], filters: [filter] })
        const kept = expected(dimension, operator, value!)
        assert.equal(clicksOf(result), kept, `${dimension} ${operator} ${value}`)
      }
    })

  test('keeps the same rows where the answer is broken down by it as well', async ({ assert }) => {
    const organization = await givenAds()

    const result = await ask(organization, {
      metrics: ['clicks'],
      breakdowns: ['campaign'],
      filters: [{ dimension: 'campaign', operator: 'starts_with', values: ['bread'] }],
    })

    assert.equal(clicksOf(result), 3)
  })
})
