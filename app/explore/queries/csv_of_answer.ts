import type { Dimension, Metric, MetricResult } from '#metrics'
import { CSV_START, csvLine } from '#shared/csv'

type Figure = MetricResult['totals'][string]

interface Labels {
  metrics: Metric[]
  dimensions: Dimension[]
}

/**
 * An answer as CSV, line by line: one row per series and period. Unknown numbers are empty cells; a last line says
 * what did not fit.
 */
export function* csvOfAnswer(result: MetricResult, { metrics, dimensions }: Labels) {
  const metricIds = Object.keys(result.totals)
  const dimensionIds = Object.keys(result.series[0]?.breakdown ?? {})

  yield CSV_START
  yield csvLine([
    ...dimensionIds.map((id) => labelOf(dimensions, id)),
    result.grain === 'total' ? 'Period' : 'From',
    ...metricIds.map((id) => labelOf(metrics, id) + currencySuffix(result.totals[id])),
  ])
  for (const { breakdown, points, totals } of result.series) {
    const names = dimensionIds.map((id) => breakdown[id])
    const rows =
      result.grain === 'total'
        ? [{ at: `${result.range.from} to ${result.range.to}`, values: totals }]
        : points
    for (const { at, values } of rows) {
      yield csvLine([...names, at, ...metricIds.map((id) => figure(values[id]))])
    }
  }
  if (result.truncated) {
    yield csvLine([result.truncated.message])
  }
}

/** A question may name a column of a file without its source: `category` for `superstore:category`. */
function labelOf(known: { id: string; label: string }[], id: string): string {
  const named =
    known.find((entry) => entry.id === id) ?? known.find((entry) => entry.id.endsWith(`:${id}`))
  return named?.label ?? id
}

function currencySuffix(total: Figure | undefined): string {
  return total?.status === 'available' && total.currency ? ` (${total.currency})` : ''
}

function figure(value: Figure | undefined): number | null {
  return value?.status === 'available' ? value.value : null
}
