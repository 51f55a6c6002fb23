import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plain, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

const SPRING_AND_SUMMER = [
  { day: '2026-05-01', entity: 'Spring sale', numbers: [10.5, 20, 1000] },
  { day: '2026-05-02', entity: 'Spring sale', numbers: [9.5, 10, 3000] },
  { day: '2026-05-02', entity: 'Summer launch', numbers: [30, 0, 6000] },
]

test.group('Aggregation', () => {
  test('an additive metric adds up over days and campaigns', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts: SPRING_AND_SUMMER })

    const result = await ask(organization, {
      metrics: ['spend', 'clicks'],
      breakdowns: ['campaign'],
    })

    assert.deepEqual(plainTotals(result), { spend: 50, clicks: 30 })
    assert.deepEqual(plainSeries(result), {
      'Summer launch': { spend: 30, clicks: 0 },
      'Spring sale': { spend: 20, clicks: 30 },
    })
  })

  test('a ratio is the sum of its parts divided, never the mean of ratios', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts: SPRING_AND_SUMMER })

    const result = await ask(organization, { metrics: ['ctr', 'cpc', 'cpm'] })

    assert.deepEqual(plainTotals(result), { ctr: 0.3, cpc: 1.666667, cpm: 5 })
  })

  test('a ratio without a denominator has no value, neither 0 nor infinite', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts: SPRING_AND_SUMMER })

    const result = await ask(organization, { metrics: ['cpc'], breakdowns: ['campaign'] })

    assert.deepEqual(plainSeries(result)['Summer launch'], { cpc: 'no_denominator' })
  })

  test('a day without rows is a zero between known days and unknown outside them', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const facts = [
      { day: '2026-05-02', numbers: [1, 1, 1] },
      { day: '2026-05-04', numbers: [2, 2, 2] },
    ]
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const range = { from: '2026-05-01', to: '2026-05-05' }
    const result = await ask(organization, { metrics: ['clicks'], grain: 'day', range })

    assert.deepEqual(plainPoints(result, 'clicks'), {
      '2026-05-01': 'no_rows',
      '2026-05-02': 1,
      '2026-05-03': 0,
      '2026-05-04': 2,
      '2026-05-05': 'no_rows',
    })
  })

  test('between two sources nothing is known, and none speaks for the other', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const slots = ADS_SLOTS
    const year = { from: '2026-01-01', to: '2026-04-30' }
    const inMonth = (month: string) => [
      { day: `2026-${month}-10`, numbers: [1, 1, 1] },
      { day: `2026-${month}-20`, numbers: [1, 1, 1] },
    ]
    await givenRows(organization, { connection: 'Old', slots, facts: inMonth('01') })
    await givenRows(organization, { connection: 'New', slots, facts: inMonth('04') })
    const asking = { metrics: ['clicks'], grain: 'month' as const, range: year }

    const whole = await ask(organization, asking)
    const { series } = await ask(organization, { ...asking, breakdowns: ['source'] })

    const monthsOf = ({ points }: (typeof series)[number]) =>
      points.map(({ values }) => plain(values.clicks))
    assert.deepEqual(monthsOf(whole.series[0]), [2, 'no_rows', 'no_rows', 2])
    const bySource = new Map(series.map((one) => [one.breakdown.source, monthsOf(one)]))
    assert.deepEqual(bySource.get('Old'), [2, 'no_rows', 'no_rows', 'no_rows'])
    assert.deepEqual(bySource.get('New'), ['no_rows', 'no_rows', 'no_rows', 2])
  })

  test('a formula whose result is too large says so', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts: SPRING_AND_SUMMER })
    const huge = `impressions${' * 9999999999999'.repeat(25)}`

    const result = await ask(organization, { metrics: ['huge'], formulas: { huge } })

    assert.deepEqual(plainTotals(result), { huge: 'too_large' })
  })

  test('a metric that no source reports is unavailable, not zero', async ({ assert }) => {
    const organization = await givenOrganization()

    const result = await ask(organization, { metrics: ['spend', 'roas'] })

    assert.deepEqual(plainTotals(result), { spend: 'no_source', roas: 'no_source' })
  })
})
