import { test } from '@japa/runner'
import fc from 'fast-check'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows, type GivenFact } from '#tests/support/warehouse_rows'
import { ask, plain, plainSeries, plainTotals } from '#tests/support/metric_questions'

/** Cost per click: Spring 1.00, Summer 3.00, Autumn 0.20, Winter 5.00. */
const CAMPAIGNS: GivenFact[] = [
  { day: '2026-05-01', entity: 'Spring', dimensions: { device: 'phone' }, numbers: [20, 20, 500] },
  {
    day: '2026-05-02',
    entity: 'Spring',
    dimensions: { device: 'desktop' },
    numbers: [10, 10, 500],
  },
  { day: '2026-05-02', entity: 'Summer', dimensions: { device: 'phone' }, numbers: [60, 20, 1000] },
  { day: '2026-05-03', entity: 'Autumn', dimensions: { device: 'phone' }, numbers: [4, 20, 4000] },
  { day: '2026-05-03', entity: 'Winter', dimensions: { device: 'desktop' }, numbers: [5, 1, 100] },
]
const BY_CAMPAIGN = { metrics: ['cpc', 'spend'], breakdowns: ['campaign'] }

async function givenCampaigns() {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts: CAMPAIGNS })
  return organization
}

test.group('Filters on metrics', () => {
  test('keep the rows that meet all of them, in the totals as well', async ({ assert }) => {
    const result = await ask(await givenCampaigns(), {
      ...BY_CAMPAIGN,
      conditions: [
        { metric: 'spend', operator: 'above', value: 5 },
        { metric: 'clicks', operator: 'at_least', value: 20 },
      ],
      sort: { by: 'cpc', order: 'ascending' },
    })

    assert.deepEqual(plainSeries(result), {
      Spring: { cpc: 1, spend: 30 },
      Summer: { cpc: 3, spend: 60 },
    })
    assert.deepEqual(plainTotals(result), { cpc: 1.8, spend: 90 })
    assert.deepInclude(result.conditions, { kept: 2, total: 4 })
  })

  test('that no row meets are said, and are refused without a breakdown', async ({ assert }) => {
    const organization = await givenCampaigns()
    const conditions = [{ metric: 'spend', operator: 'above' as const, value: 5000 }]
    const none = await ask(organization, { ...BY_CAMPAIGN, conditions })
    const refusal = await ask(organization, { metrics: ['spend'], conditions }).catch((e) => e)

    assert.deepEqual(plainTotals(none), { cpc: 'no_match', spend: 'no_match' })
    assert.equal(refusal.code, 'E_CONDITION_WITHOUT_BREAKDOWN')
  })

  test('narrow the compared period to the same rows', async ({ assert }) => {
    const result = await ask(await givenCampaigns(), {
      metrics: ['spend'],
      breakdowns: ['campaign'],
      range: { from: '2026-05-02', to: '2026-05-02' },
      comparison: 'previous_period',
      conditions: [{ metric: 'spend', operator: 'above', value: 50 }],
    })

    assert.deepEqual(plainSeries(result), { Summer: { spend: 60 } })
    assert.deepEqual(plainSeries(result.comparison!), {})
  })
})

test.group('The first values', () => {
  test('stand beside all others as one, whose ratio is divided at the end', async ({ assert }) => {
    const result = await ask(await givenCampaigns(), {
      ...BY_CAMPAIGN,
      top: { count: 2, other: true },
    })

    assert.deepEqual(plainSeries(result), {
      Winter: { cpc: 5, spend: 5 },
      Summer: { cpc: 3, spend: 60 },
      Other: { cpc: 0.68, spend: 34 },
    })
    assert.deepEqual(result.series[2].other, { dimension: 'campaign', values: 2 })
    assert.equal(plain(result.totals.spend), 99)
  })

  test('of one of two dimensions are those with the highest total over the other', async ({
    assert,
  }) => {
    const result = await ask(await givenCampaigns(), {
      metrics: ['spend'],
      breakdowns: ['device', 'campaign'],
      top: { count: 1, dimension: 'campaign', other: true },
    })

    assert.deepEqual(plainSeries(result), {
      'phone · Summer': { spend: 60 },
      'phone · Other': { spend: 24 },
      'desktop · Other': { spend: 15 },
    })
  })

  test('leave the totals as they are where the others are not shown', async ({ assert }) => {
    const top = { count: 1 }
    const result = await ask(await givenCampaigns(), { ...BY_CAMPAIGN, top, sort: { by: 'spend' } })

    assert.deepEqual(Object.keys(plainSeries(result)), ['Summer'])
    assert.equal(plain(result.totals.spend), 99)
  })

  test('have no other number of people who would count twice', async ({ assert }) => {
    const organization = await givenOrganization()
    const slots = [{ metric: 'users', unit: 'count' as const, aggregation: 'none' as const }]
    const facts = ['A', 'B', 'C'].map((entity, place) => ({
      day: '2026-05-01',
      entity,
      numbers: [9 - place],
    }))
    await givenRows(organization, { slots, facts })

    const result = await ask(organization, {
      metrics: ['users'],
      breakdowns: ['campaign'],
      top: { count: 1, other: true },
    })

    assert.deepEqual(plainSeries(result), { A: { users: 9 }, Other: { users: 'not_additive' } })
  })
})

test.group('Sub-totals', () => {
  test('add up, divide at the end, and follow time', async ({ assert }) => {
    const result = await ask(await givenCampaigns(), {
      metrics: ['cpc', 'spend'],
      breakdowns: ['campaign', 'device'],
      grain: 'month',
      subtotals: [['device'], []],
    })
    const [byDevice, all] = result.subtotals!

    assert.deepEqual(plainSeries(byDevice), {
      phone: { cpc: 1.4, spend: 84 },
      desktop: { cpc: 1.363636, spend: 15 },
    })
    assert.deepEqual(plain(all.series[0].points[0].values.spend), 99)
  })

  test('by what is no breakdown are refused', async ({ assert }) => {
    const asking = { ...BY_CAMPAIGN, subtotals: [['device']] }
    const refusal = await ask(await givenCampaigns(), asking).catch((error) => error)

    assert.equal(refusal.code, 'E_DIMENSION_NOT_ASKED')
  })
})

test.group('For any rows, filters on metrics, the first values and the others', () => {
  test('add up to the total', async ({ assert }) => {
    const fact = fc.record({
      day: fc.constantFrom('2026-05-01', '2026-05-02'),
      entity: fc.constantFrom('A', 'B', 'C', 'D'),
      dimensions: fc.record({ device: fc.constantFrom('phone', 'desktop') }),
      numbers: fc.tuple(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 9 }),
        fc.constant(1)
      ),
    })
    const facts = fc.uniqueArray(fact, {
      minLength: 1,
      maxLength: 12,
      selector: ({ day, entity, dimensions: { device } }) => day + entity + device,
    })
    const property = fc.asyncProperty(
      facts,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: -1, max: 900 }),
      async (rows, count, least) => {
        const organization = await givenOrganization()
        await givenRows(organization, { slots: ADS_SLOTS, facts: rows })
        const result = await ask(organization, {
          metrics: ['spend', 'clicks', 'cpc', 'share'],
          breakdowns: ['device', 'campaign'],
          top: { count, dimension: 'campaign', other: true },
          conditions: [{ metric: 'spend', operator: 'at_least', value: least }],
          subtotals: [['campaign']],
          derived: { share: { metric: 'spend', as: 'share_of_total' } },
        })
        const cells = Map.groupBy(rows, ({ entity, dimensions: { device } }) => entity + device)
        const kept = [...cells.values()].filter((of) => sum(of, 0) >= least).flat()
        const parts = (from: { series: typeof result.series }, id: string) =>
          from.series.reduce((total, { totals }) => total + numeric(plain(totals[id])), 0)

        for (const [id, place] of [
          ['spend', 0],
          ['clicks', 1],
        ] as const) {
          const expected = sum(kept, place)
          assert.deepEqual(
            [numeric(plain(result.totals[id])), parts(result, id), parts(result.subtotals![0], id)],
            [expected, expected, expected]
          )
        }
        assert.closeTo(parts(result, 'share'), sum(kept, 0) > 0 ? 100 : 0, 1e-6)
        const clicks = sum(kept, 1)
        assert.closeTo(
          numeric(plain(result.totals.cpc)),
          clicks > 0 ? sum(kept, 0) / clicks : 0,
          1e-6
        )
      }
    )
    await fc.assert(property, { numRuns: 12 })
  })
})

const sum = (rows: { numbers: number[] }[], place: number) =>
  rows.reduce((total, { numbers }) => total + numbers[place], 0)

const numeric = (value: number | string) => (typeof value === 'number' ? value : 0)
