import type { MetricResult, MetricSeries, MetricValue } from '#metrics/types'
import type { Metric } from '#metrics/catalogue/types'

/**
 * Decimals of each column. Conversions can come in parts; where all of a column are whole, ".0" says nothing.
 */
export function columnDecimals(
  { series, totals }: Pick<MetricResult, 'series' | 'totals'>,
  metrics: Pick<Metric, 'id' | 'unit' | 'decimals'>[]
): Record<string, number> {
  const all = [totals, ...series.flatMap(rowsOf)]
  return Object.fromEntries(
    metrics.map(({ id, unit, decimals }) => {
      const isCounted = unit === 'count' || unit === 'number'
      return [id, isCounted && all.every((values) => isWhole(values[id])) ? 0 : decimals]
    })
  )
}

function rowsOf({ breakdown, totals, points }: MetricSeries) {
  const own = points.map(({ values }) => values)
  return Object.keys(breakdown).length > 0 ? [totals, ...own] : own
}

function isWhole(value: MetricValue | undefined): boolean {
  return value?.status !== 'available' || Number.isInteger(value.value)
}
