import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { registerSourceMetrics } from '#metrics'
import type Organization from '#organizations/models/organization'
import { givenApiKey } from '#tests/support/api_keys'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows, type GivenFact } from '#tests/support/warehouse_rows'
import { ask, plainSeries, plainTotals } from '#tests/support/metric_questions'

/** A file with the columns category, segment and sales, imported under a name. */
async function givenFile(organization: Organization, name: string, amounts: Amounts = AMOUNTS) {
  const sales = { metric: `${name}:sales`, unit: 'number' as const, aggregation: 'sum' as const }
  const facts = amounts.map(([category, segment, amount]): GivenFact => {
    const dimensions = { [`${name}:category`]: category, [`${name}:segment`]: segment }
    return { day: '2026-05-01', dimensions, numbers: [amount] }
  })
  const { id } = await givenRows(organization, { connection: name, slots: [sales], facts })
  const metric = {
    id: sales.metric,
    label: 'Sales',
    unit: 'number' as const,
    aggregation: 'sum' as const,
  }
  await withTenant(organization.id, (tenant) =>
    registerSourceMetrics(tenant, { connectionId: id, metrics: [metric], now: new Date() })
  )
}

type Amounts = [category: string, segment: string, amount: number][]
const AMOUNTS: Amounts = [
  ['Furniture', 'Consumer', 10.1],
  ['Furniture', 'Corporate', 20.2],
  ['Paper', 'Consumer', 5],
]
const MAY = { from: '2026-05-01', to: '2026-05-31' }
const bySales = ['superstore:sales']

test.group('Columns asked by their bare name', () => {
  test('answer like the whole name and keep the name that was asked', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')

    const result = await ask(organization, { metrics: ['sales'], breakdowns: ['segment'] })

    assert.deepEqual(plainSeries(result), {
      Consumer: { sales: 15.1 },
      Corporate: { sales: 20.2 },
    })
    assert.deepEqual(result.series[0].breakdown, { segment: 'Corporate' })
    assert.deepEqual(plainTotals(result), { sales: 35.3 })
    assert.equal(result.provenance.sales.formula, '[superstore:sales]')
  })

  test('win over a canonical dimension that no stream of the metric carries', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')

    const result = await ask(organization, { metrics: bySales, breakdowns: ['category'] })

    assert.deepEqual(plainSeries(result), {
      Furniture: { 'superstore:sales': 30.3 },
      Paper: { 'superstore:sales': 5 },
    })
  })

  test('filter too', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')
    const filters = [{ dimension: 'category', operator: 'equals' as const, values: ['Paper'] }]

    assert.deepEqual(plainTotals(await ask(organization, { metrics: bySales, filters })), {
      'superstore:sales': 5,
    })
  })

  test('stand behind a canonical dimension that a stream carries', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')
    const facts = [{ day: '2026-05-01', dimensions: { category: 'Shoes' }, numbers: [7, 1, 1] }]
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const result = await ask(organization, { metrics: ['spend'], breakdowns: ['category'] })

    assert.deepEqual(plainSeries(result), { Shoes: { spend: 7 } })
  })

  test('mean the file of the asked metric where several files have such a column', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')
    await givenFile(organization, 'wholesale', [['Tables', 'Trade', 4]])

    const result = await ask(organization, { metrics: bySales, breakdowns: ['segment'] })

    assert.sameMembers(Object.keys(plainSeries(result)), ['Consumer', 'Corporate'])
  })

  test('are refused with both names where two are meant', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')
    await givenFile(organization, 'wholesale', [['Tables', 'Trade', 4]])
    const refused = (asking: Parameters<typeof ask>[1]) =>
      ask(organization, asking).catch(({ code, message }) => [code, message])

    assert.deepEqual(await refused({ metrics: ['sales'] }), [
      'E_METRIC_AMBIGUOUS',
      '"sales" can mean "superstore:sales" or "wholesale:sales". Ask for one of them by its whole name.',
    ])
    assert.deepEqual(
      await refused({ metrics: [...bySales, 'wholesale:sales'], breakdowns: ['segment'] }),
      [
        'E_DIMENSION_AMBIGUOUS',
        '"segment" can mean "superstore:segment" or "wholesale:segment". Ask for one of them by its whole name.',
      ]
    )
  })

  test('work inside formulas', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')

    const result = await ask(organization, { metrics: ['half'], formulas: { half: 'sales / 2' } })

    assert.deepEqual(plainTotals(result), { half: 17.65 })
  })

  test('work over REST and in Explore', async ({ assert, client }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore')
    const key = await givenApiKey(organization, ['metrics:read'])
    const as = await signIn(await givenMember(organization, 'viewer'))

    const rest = await client
      .post('/api/v1/metrics/query')
      .bearerToken(key)
      .json({ metrics: ['sales'], breakdowns: ['category'], range: MAY })
    const explore = await as(
      client
        .get(`/o/${organization.slug}/explore/export.csv`)
        .qs({ metrics: 'sales', by: 'category', grain: 'total', range: `${MAY.from}..${MAY.to}` })
    )

    assert.deepEqual(plainSeries(rest.body()), { Furniture: { sales: 30.3 }, Paper: { sales: 5 } })
    assert.deepEqual(explore.text().trim().split('\r\n'), [
      '"Category","Period","Sales"',
      '"Furniture","2026-05-01 to 2026-05-31",30.3',
      '"Paper","2026-05-01 to 2026-05-31",5',
    ])
  })

  test('of another organization mean nothing', async ({ assert }) => {
    await givenFile(await givenOrganization(), 'superstore')

    const refusal = await ask(await givenOrganization(), { metrics: ['sales'] }).catch((e) => e)

    assert.equal(refusal.code, 'E_METRIC_UNKNOWN')
  })
})

test.group('Plain numbers', () => {
  test('show no dust of binary fractions', async ({ assert }) => {
    const organization = await givenOrganization()
    const cents = Array.from({ length: 3_000 }, (_, index) => (index % 100) / 100 + 0.1)
    const amounts = cents.map((cent, index): Amounts[number] => [`C${index}`, 'All', cent])
    await givenFile(organization, 'superstore', amounts)

    assert.deepEqual(plainTotals(await ask(organization, { metrics: bySales })), {
      'superstore:sales': 1785,
    })
  })

  test('show none where gains and losses nearly cancel out', async ({ assert }) => {
    const organization = await givenOrganization()
    const amounts: Amounts = [
      ['A', 'All', 1000.1],
      ['B', 'All', -1000],
    ]
    await givenFile(organization, 'superstore', amounts)

    assert.deepEqual(plainTotals(await ask(organization, { metrics: bySales })), {
      'superstore:sales': 0.1,
    })
  })

  test('keep tiny numbers', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore', [['A', 'All', 1.234567e-12]])

    assert.deepEqual(plainTotals(await ask(organization, { metrics: bySales })), {
      'superstore:sales': 1.234567e-12,
    })
  })

  test('keep whole numbers whole', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenFile(organization, 'superstore', [['A', 'All', 9007199254740991]])

    assert.deepEqual(plainTotals(await ask(organization, { metrics: bySales })), {
      'superstore:sales': 9007199254740991,
    })
  })
})
