import type { Dimension, Metric, MetricResult } from '#metrics'
import { CSV_START, csvLine } from '#shared/csv'

type Figure = MetricResult['totals'][string]
type Values = Record<string, Figure>

interface Labels {
  metrics: Metric[]
  dimensions: Dimension[]
}

/** Of stored numbers that are no money, such as conversions in parts. */
const STORED_DECIMALS = 6

/**
 * An answer as CSV, line by line: one row per series and period, each number beside the one it is compared with. Unknown
 * numbers are empty cells; a last line says what did not fit.
 */
export function* csvOfAnswer(result: MetricResult, { metrics, dimensions }: Labels) {
  const metricIds = Object.keys(result.totals)
  const dimensionIds = Object.keys(result.series[0]?.breakdown ?? {})
  const columns = metricIds.map((id) => ({ id, metric: entryNamed(metrics, id) }))

  yield CSV_START
  yield csvLine([
    ...dimensionIds.map((id) => entryNamed(dimensions, id)?.label ?? id),
    result.grain === 'total' ? 'Period' : 'From',
    ...columns.flatMap((column) => headersOf(column, result)),
  ])
  for (const series of result.series) {
    const names = dimensionIds.map((id) => series.breakdown[id])
    for (const { at, values, earlier } of rowsOf(result, series)) {
      const figures = columns.flatMap(({ id, metric }) =>
        [values, earlier].map((row) => row && figure(row[id], metric))
      )
      yield csvLine([...names, at, ...figures.filter((cell) => cell !== undefined)])
    }
  }
  if (result.truncated) {
    yield csvLine([result.truncated.message])
  }
}

interface Row {
  at: string
  values: Values
  /** Left out where nothing is compared. */
  earlier?: Values
}

function rowsOf(
  { grain, range, comparison }: MetricResult,
  series: MetricResult['series'][number]
) {
  const key = JSON.stringify(series.keys)
  const earlier = comparison?.series.find(({ keys }) => JSON.stringify(keys) === key)
  const rows: Row[] =
    grain === 'total'
      ? [{ at: `${range.from} to ${range.to}`, values: series.totals }]
      : series.points
  return rows.map(({ at, values }, index) => ({
    at,
    values,
    earlier: comparison
      ? ((grain === 'total' ? earlier?.totals : earlier?.points[index]?.values) ?? {})
      : undefined,
  }))
}

function headersOf({ id, metric }: { id: string; metric?: Metric }, result: MetricResult) {
  const own = (metric?.label ?? id) + currencySuffix(result.totals[id])
  const { comparison } = result
  return comparison
    ? [own, `${own}, ${comparison.kind.replace('_', ' ')} from ${comparison.range.from}`]
    : [own]
}

/** A question may name a column of a file without its source: `category` for `superstore:category`. */
function entryNamed<Entry extends { id: string }>(known: Entry[], id: string): Entry | undefined {
  return (
    known.find((entry) => entry.id === id) ?? known.find((entry) => entry.id.endsWith(`:${id}`))
  )
}

function currencySuffix(total: Figure | undefined): string {
  return total?.status === 'available' && total.currency ? ` (${total.currency})` : ''
}

function figure(value: Figure | undefined, metric: Metric | undefined): number | null {
  return value?.status === 'available'
    ? Number(value.value.toFixed(decimalsOf(value.currency ?? null, metric)))
    : null
}

/** Money has the decimals of its currency, what is computed those that a person sees. */
function decimalsOf(currency: string | null, metric: Metric | undefined): number {
  if (currency) {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions()
    return maximumFractionDigits ?? 2
  }
  return metric && metric.formula !== metric.id ? metric.decimals : STORED_DECIMALS
}
