import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { listDimensions, listMetrics, registerSourceMetrics, runMetricQuery } from '#metrics'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask, NOW, plainPoints, plainTotals } from '#tests/support/metric_questions'

async function givenSheet() {
  const organization = await givenOrganization()
  const slot = (metric: string, aggregation: 'sum' | 'max') => ({
    metric,
    unit: 'count' as const,
    aggregation,
  })
  const { id } = await givenRows(organization, {
    connection: 'Shop',
    entityKind: 'row',
    slots: [slot('shop:visits', 'sum'), slot('shop:queue', 'max')],
    facts: [
      { day: '2026-05-01', dimensions: { 'shop:door': 'North' }, numbers: [10, 3] },
      { day: '2026-05-02', dimensions: { 'shop:door': 'South' }, numbers: [5, 8] },
    ],
  })
  const metrics = [
    { id: 'shop:visits', label: 'Visits', unit: 'count' as const, aggregation: 'sum' as const },
    {
      id: 'shop:queue',
      label: 'Longest queue',
      unit: 'count' as const,
      aggregation: 'max' as const,
    },
  ]
  await withTenant(organization.id, (tenant) =>
    registerSourceMetrics(tenant, { connectionId: id, metrics, now: new Date() })
  )
  return organization
}

test.group('Catalogue of an organization', () => {
  test('knows what its sources can answer', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [{ day: '2026-05-01', numbers: [1, 1, 1] }],
    })

    const metrics = await withTenant(organization.id, (tenant) => listMetrics(tenant))
    const available = metrics
      .filter(({ available: isAvailable }) => isAvailable)
      .map(({ id }) => id)

    assert.sameMembers(available, ['spend', 'impressions', 'clicks', 'ctr', 'cpc', 'cpm'])
  })

  test('holds the columns of imports as metrics and dimensions', async ({ assert }) => {
    const organization = await givenSheet()
    const [metrics, dimensions] = await withTenant(organization.id, async (tenant) => [
      await listMetrics(tenant),
      await listDimensions(tenant),
    ])

    assert.containsSubset(
      metrics.find(({ id }) => id === 'shop:visits'),
      { label: 'Visits', kind: 'additive', available: true }
    )
    assert.containsSubset(
      dimensions.find(({ id }) => id === 'shop:door'),
      { group: 'imported', available: true }
    )
  })

  test('two organizations do not share it', async ({ assert }) => {
    await givenSheet()
    const other = await givenOrganization()

    const refusal = await ask(other, { metrics: ['shop:visits'] }).catch((error) => error)

    assert.equal(refusal.code, 'E_METRIC_UNKNOWN')
  })

  test('a highest value is the highest over entities and days', async ({ assert }) => {
    const result = await ask(await givenSheet(), {
      metrics: ['shop:visits', 'shop:queue'],
      grain: 'week',
    })

    assert.deepEqual(plainTotals(result), { 'shop:visits': 15, 'shop:queue': 8 })
    assert.equal(plainPoints(result, 'shop:queue')['2026-04-27'], 8)
  })
})

test.group('A question that takes too long', () => {
  test('is refused with the advice to narrow it', async ({ assert }) => {
    const organization = await givenOrganization()
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [{ day: '2026-05-01', numbers: [1, 1, 1] }],
    })
    const query = { metrics: ['spend'], range: { preset: 'last_12_months' as const } }

    const refusal = await withTenant(organization.id, async (tenant) => {
      const slow = {
        ...tenant,
        query: (text: string, values?: unknown[]) =>
          tenant.query(
            text.includes('BETWEEN') ? `SELECT pg_sleep(1)` : text,
            text.includes('BETWEEN') ? [] : values
          ),
      }
      await tenant.query('SET LOCAL statement_timeout = 150')
      return runMetricQuery(slow as typeof tenant, organization, query, NOW)
    }).catch((error) => error)

    assert.equal(refusal.code, 'E_QUERY_TOO_WIDE')
    assert.include(refusal.message, 'Choose a shorter period')
  })
})
