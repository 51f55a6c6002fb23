import { test } from '@japa/runner'
import { columnDecimals } from '../../../resources/features/metrics/column_decimals.js'
import type { Metric } from '#metrics/catalogue/types'
import type { MetricResult } from '#metrics/types'

const METRICS = [
  { id: 'conversions', unit: 'number', decimals: 1 },
  { id: 'spend', unit: 'currency', decimals: 2 },
] as Metric[]

const known = (value: number) => ({ status: 'available', value })
const answer = (conversions: number) =>
  ({
    totals: { conversions: known(conversions), spend: known(10) },
    series: [
      {
        breakdown: { campaign: 'A' },
        keys: {},
        points: [],
        totals: { conversions: known(conversions) },
      },
    ],
    comparison: null,
  }) as unknown as MetricResult

test.group('Columns of a table', () => {
  test('show parts only where a number has some, and money always in full', ({ assert }) => {
    assert.deepEqual(columnDecimals(answer(219), METRICS), { conversions: 0, spend: 2 })
    assert.deepEqual(columnDecimals(answer(219.5), METRICS), { conversions: 1, spend: 2 })
  })
})
