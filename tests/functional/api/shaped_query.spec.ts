import { test } from '@japa/runner'
import { givenApiKey } from '#tests/support/api_keys'
import { faultsAgainst } from '#tests/support/api_description'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

test.group('A query over REST', () => {
  test('orders, limits, derives and totals in one call, as it is described', async ({
    client,
    assert,
  }) => {
    const organization = await givenOrganization()
    const key = await givenApiKey(organization, ['metrics:read'])
    await givenRows(organization, {
      slots: ADS_SLOTS,
      facts: [
        { day: '2026-05-04', entity: 'Spring', numbers: [12.5, 3, 100] },
        { day: '2026-05-04', entity: 'Summer', numbers: [30, 10, 100] },
        { day: '2026-05-11', entity: 'Autumn', numbers: [7.5, 5, 100] },
      ],
    })

    const response = await client
      .post('/api/v1/metrics/query')
      .bearerToken(key)
      .json({
        breakdowns: ['campaign'],
        range: { from: '2026-05-01', to: '2026-05-31' },
        grain: 'week',
        comparison: 'previous_period',
        currency: 'EUR',
        metrics: ['cpc', 'share', 'so_far'],
        derived: {
          share: { metric: 'spend', as: 'share_of_total' },
          so_far: { metric: 'spend', as: 'running_total' },
        },
        conditions: [{ metric: 'spend', operator: 'above', value: 5 }],
        sort: { by: 'cpc' },
        top: { count: 1, other: true },
        subtotals: [[]],
        moreComparisons: ['same_weeks_last_year'],
        weekStart: 'sunday',
      })

    const { series, conditions } = response.body()
    const values = series.map(({ totals }: { totals: Record<string, { value: number }> }) =>
      ['cpc', 'share', 'so_far'].map((id) => totals[id].value)
    )
    assert.deepEqual(faultsAgainst('MetricResult', response.body()), [])
    // Spring costs 12.50 for 3 clicks; Summer and Autumn 37.50 for 15.
    assert.deepEqual(values, [
      [4.166667, 25, 12.5],
      [2.5, 75, 37.5],
    ])
    assert.equal(conditions.kept, 3)
  })
})
