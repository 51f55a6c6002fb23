import { test } from '@japa/runner'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

const FOLLOWERS = [{ metric: 'followers', unit: 'count' as const, aggregation: 'last' as const }]
const USERS = [{ metric: 'users', unit: 'count' as const, aggregation: 'none' as const }]

async function givenPages() {
  const organization = await givenOrganization()
  const facts = [
    { day: '2026-05-01', entity: 'Bread', numbers: [100] },
    { day: '2026-05-31', entity: 'Bread', numbers: [130] },
    { day: '2026-05-20', entity: 'Cake', numbers: [40] },
    { day: '2026-06-02', entity: 'Bread', numbers: [135] },
  ]
  await givenRows(organization, { slots: FOLLOWERS, entityKind: 'page', facts })
  return organization
}

test.group('Semi-additive metrics', () => {
  test('take the last value of each entity in the period and add the entities', async ({
    assert,
  }) => {
    const result = await ask(await givenPages(), { metrics: ['followers'] })

    assert.deepEqual(plainTotals(result), { followers: 170 })
  })

  test('have their own last value in each bucket, and the total is not a sum of buckets', async ({
    assert,
  }) => {
    const range = { from: '2026-05-01', to: '2026-06-30' }
    const result = await ask(await givenPages(), { metrics: ['followers'], grain: 'month', range })

    assert.deepEqual(plainPoints(result, 'followers'), { '2026-05-01': 170, '2026-06-01': 135 })
    assert.deepEqual(plainTotals(result), { followers: 175 })
  })

  test('break down by entity', async ({ assert }) => {
    const result = await ask(await givenPages(), {
      metrics: ['followers'],
      breakdowns: ['page'],
      grain: 'day',
    })

    assert.deepEqual(plainSeries(result), { Bread: { followers: 130 }, Cake: { followers: 40 } })
  })
})

test.group('Semi-additive metrics by calendar', () => {
  test('are refused by {$self}, broken down and filtered')
    .with(['day_of_week', 'month_of_year'])
    .run(async ({ assert }, dimension) => {
      const organization = await givenPages()
      const filters = [{ dimension, operator: 'in' as const, values: ['5', '05'] }]
      const asked = [{ breakdowns: [dimension] }, { filters }]
      const refusals = asked.map((asking) =>
        ask(organization, { metrics: ['followers'], ...asking }).catch((error) => error)
      )

      for (const refusal of await Promise.all(refusals)) {
        assert.equal(refusal.code, 'E_LAST_VALUE_BY_CALENDAR')
        assert.match(refusal.message, /the last value of a period counts/)
      }
    })

  test('their daily change may be asked by weekday', async ({ assert }) => {
    const organization = await givenOrganization()
    const slots = [
      { metric: 'followers_change', unit: 'count' as const, aggregation: 'sum' as const },
    ]
    const facts = [{ day: '2026-05-01', numbers: [3] }]
    await givenRows(organization, { slots, facts })

    const result = await ask(organization, {
      metrics: ['followers_change'],
      breakdowns: ['day_of_week'],
    })

    assert.deepEqual(plainSeries(result), { 5: { followers_change: 3 } })
  })
})

test.group('Unique metrics', () => {
  const facts = [
    { day: '2026-05-01', numbers: [70] },
    { day: '2026-05-02', numbers: [80] },
  ]

  test('are taken as the source gives them, and their total is missing', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: USERS, facts })

    const range = { from: '2026-05-01', to: '2026-05-02' }
    const result = await ask(organization, { metrics: ['users'], grain: 'day', range })

    assert.deepEqual(plainPoints(result, 'users'), { '2026-05-01': 70, '2026-05-02': 80 })
    assert.deepEqual(plainTotals(result), { users: 'not_additive' })
  })

  test('are refused over days, with the reason', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: USERS, facts })

    const refusal = await ask(organization, { metrics: ['users'], grain: 'month' }).catch(
      (error) => error
    )

    assert.equal(refusal.code, 'E_NOT_ADDITIVE')
    assert.match(refusal.message, /counts each person once/)
  })
})

test.group('Ratios and formulas', () => {
  const facts = [
    { day: '2026-05-01', numbers: [100, 1, 10] },
    { day: '2026-05-02', numbers: [100, 9, 1000] },
  ]

  test('the total is not the mean of the days', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const range = { from: '2026-05-01', to: '2026-05-02' }
    const result = await ask(organization, { metrics: ['ctr'], grain: 'day', range })

    assert.deepEqual(plainPoints(result, 'ctr'), { '2026-05-01': 10, '2026-05-02': 0.9 })
    assert.closeTo(plainTotals(result).ctr as number, (100 * 10) / 1010, 1e-9)
  })

  test('a question brings its own formula over other metrics', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const result = await ask(organization, { metrics: ['twice'], formulas: { twice: '2 * cpc' } })

    assert.deepEqual(result.totals.twice, {
      status: 'available',
      value: 40,
      unit: 'currency',
      currency: 'EUR',
    })
  })

  test('spend and clicks cannot be added, and the sentence says why', async ({ assert }) => {
    const formulas = { nonsense: 'spend + clicks' }
    const refusal = await ask(await givenOrganization(), { metrics: ['nonsense'], formulas }).catch(
      (error) => error
    )

    assert.equal(refusal.code, 'E_FORMULA_UNITS')
    assert.equal(
      refusal.message,
      'spend is money and clicks is a count: different units cannot be added.'
    )
  })

  test('a formula without one of its sources has no value', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const result = await ask(organization, { metrics: ['contribution'] })

    assert.deepEqual(plainTotals(result), { contribution: 'no_source' })
  })
})
