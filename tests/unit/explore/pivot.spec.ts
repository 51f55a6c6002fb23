import { test } from '@japa/runner'
import type { MetricQuery, MetricResult, MetricSeries, MetricValues } from '#metrics/types'
import { withTotalsFor } from '#explore/queries/pivot_totals'
import { pivotOf } from '../../../resources/features/explore/pivot.js'

const spend = (value: number) => ({
  spend: { status: 'available' as const, value, unit: 'count' as const },
})

function series(keys: Record<string, string>, value: number, points: number[] = []): MetricSeries {
  return {
    breakdown: keys,
    keys,
    rest: null,
    points: points.map((one, place) => ({ at: `2026-05-0${place + 1}`, values: spend(one) })),
    totals: spend(value),
    changes: null,
  }
}

const result = (given: Partial<MetricResult>) =>
  ({
    grain: 'total',
    range: { from: '2026-05-01', to: '2026-05-02' },
    totals: spend(10),
    comparison: null,
    provenance: {},
    ...given,
  }) as unknown as MetricResult

function figure(values: MetricValues | undefined) {
  const value = values?.spend
  return value?.status === 'available' ? value.value : undefined
}

test.group('A pivot', () => {
  test('crosses two breakdowns below sub-totals of a third', ({ assert }) => {
    const parts = { country: 'NL', campaign: 'Spring', device: 'phone' }
    const pivot = pivotOf(
      result({
        series: [series(parts, 6), series({ ...parts, campaign: 'Summer' }, 4)],
        subtotals: [
          { by: ['device'], series: [series({ device: 'phone' }, 10)] },
          {
            by: ['country', 'campaign'],
            series: [
              series({ country: 'NL', campaign: 'Summer' }, 4),
              series({ country: 'NL', campaign: 'Spring' }, 6),
            ],
          },
          { by: ['country'], series: [series({ country: 'NL' }, 10)] },
          { by: ['country', 'device'], series: [series({ country: 'NL', device: 'phone' }, 10)] },
        ],
      })
    )

    assert.deepEqual(
      pivot.rows.map(({ label, isSubtotal, cells, total }) => [
        label,
        isSubtotal,
        figure(cells['["phone"]']),
        figure(total),
      ]),
      [
        ['NL', true, 10, 10],
        ['Summer', false, 4, 4],
        ['Spring', false, 6, 6],
      ]
    )
    assert.deepEqual(figure(pivot.totals.cells['["phone"]']), 10)
  })

  test('has periods for columns where the query has points in time', ({ assert }) => {
    const pivot = pivotOf(
      result({
        grain: 'day',
        series: [series({ device: 'phone' }, 7, [3, 4]), series({ device: 'desktop' }, 3, [1, 2])],
        subtotals: [{ by: [], series: [series({}, 10, [4, 6])] }],
      })
    )

    assert.deepEqual(
      pivot.columns.map(({ key }) => key),
      ['2026-05-01', '2026-05-02']
    )
    assert.deepEqual(
      pivot.rows.map(({ cells }) => figure(cells['2026-05-02'])),
      [4, 2]
    )
    assert.deepEqual(figure(pivot.totals.cells['2026-05-02']), 6)
  })

  test('asks the engine for the totals that it shows, and no other view does', ({ assert }) => {
    const asked = {
      metrics: ['spend'],
      range: { preset: 'today' as const },
      breakdowns: ['a', 'b', 'c'],
    }
    const totals = (question: MetricQuery) => withTotalsFor('pivot', question).subtotals

    assert.deepEqual(totals({ ...asked, grain: 'total' }), [['c'], ['a', 'b'], ['a'], ['a', 'c']])
    assert.deepEqual(totals({ ...asked, grain: 'day' }), [[], ['a']])
    assert.deepEqual(withTotalsFor('table', asked), asked)
  })
})
