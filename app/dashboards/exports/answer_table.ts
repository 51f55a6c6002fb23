import type { Dimension, Metric, MetricResult } from '#metrics'

type Figure = MetricResult['totals'][string]
type Values = Record<string, Figure>
type Compared = NonNullable<MetricResult['comparison']>

/** What people call metrics and dimensions. */
export interface Labels {
  metrics: Metric[]
  dimensions: Dimension[]
}

export type TableCell = string | number | null

/** An answer as rows: one per series and period, each number beside those that it is compared with. */
export interface AnswerTable {
  headings: string[]
  /** How many decimals each column has; null for names and days. */
  decimals: (number | null)[]
  rows: () => Generator<TableCell[]>
  /** Says what did not fit; null where everything did. */
  note: string | null
}

/** Of stored numbers that are no money, such as conversions in parts. */
const STORED_DECIMALS = 6

/** Unknown numbers are empty cells, never 0. */
export function answerTable(result: MetricResult, labels: Labels): AnswerTable {
  const dimensionIds = Object.keys(result.series[0]?.breakdown ?? {})
  const compared = [result.comparison ?? [], result.moreComparisons ?? []].flat()
  const columns = Object.keys(result.totals).flatMap((id) =>
    columnsOf(id, { result, labels, compared })
  )
  const names = dimensionIds.map((id) => entryNamed(labels.dimensions, id)?.label ?? id)
  return {
    headings: [
      ...names,
      result.grain === 'total' ? 'Period' : 'From',
      ...columns.map(({ heading }) => heading),
    ],
    decimals: [...names.map(() => null), null, ...columns.map((column) => column.decimals)],
    *rows() {
      for (const series of result.series) {
        const own = dimensionIds.map((id) => series.breakdown[id])
        for (const { at, versions } of rowsOf(result, { series, compared })) {
          yield [...own, at, ...columns.map((column) => figure(versions[column.version], column))]
        }
      }
    },
    note: result.truncated?.message ?? null,
  }
}

interface Column {
  id: string
  /** 0 is the answer itself, 1 its first comparison. */
  version: number
  heading: string
  decimals: number
}

function columnsOf(
  id: string,
  { result, labels, compared }: { result: MetricResult; labels: Labels; compared: Compared[] }
): Column[] {
  const metric = entryNamed(labels.metrics, id)
  const total = result.totals[id]
  const currency = total?.status === 'available' ? (total.currency ?? null) : null
  const own = (metric?.label ?? asWords(id)) + (currency ? ` (${currency})` : '')
  const decimals = decimalsOf(currency, metric)
  const earlier = compared.map(
    ({ kind, range }) => `${own}, ${kind.replaceAll('_', ' ')} from ${range.from}`
  )
  return [own, ...earlier].map((heading, version) => ({ id, version, heading, decimals }))
}

/** Each period with its own numbers and those of every comparison. */
function rowsOf(
  { grain, range }: MetricResult,
  { series, compared }: { series: MetricResult['series'][number]; compared: Compared[] }
) {
  const key = JSON.stringify(series.keys)
  const earlier = compared.map((one) => one.series.find(({ keys }) => JSON.stringify(keys) === key))
  if (grain === 'total') {
    const totals = earlier.map((one) => one?.totals ?? {})
    return [{ at: `${range.from} to ${range.to}`, versions: [series.totals, ...totals] }]
  }
  return series.points.map(({ at, values }, place) => ({
    at,
    versions: [values, ...earlier.map((one) => one?.points[place]?.values ?? {})],
  }))
}

/** A question may name a column of a file without its source: `category` for `superstore:category`. */
function entryNamed<Entry extends { id: string }>(known: Entry[], id: string): Entry | undefined {
  return (
    known.find((entry) => entry.id === id) ?? known.find((entry) => entry.id.endsWith(`:${id}`))
  )
}

/** Formulas and derived numbers of a question are called by their id. */
function asWords(id: string): string {
  const words = id.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function figure(values: Values, { id, decimals }: Column): number | null {
  const value = values[id]
  return value?.status === 'available' ? Number(value.value.toFixed(decimals)) : null
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
