import type { MetricQuery } from '#metrics/types'

/** A query without some of its parts. */
export function without(question: MetricQuery, ...parts: (keyof MetricQuery)[]): MetricQuery {
  const names: string[] = parts
  const kept = Object.entries(question).filter(([name]) => !names.includes(name))
  return Object.fromEntries(kept) as unknown as MetricQuery
}

/** A query with other metrics; what was derived from or ordered by those that left goes with them. */
export function withMetrics(question: MetricQuery, metrics: string[]): MetricQuery {
  const { derived = {}, sort, ...rest } = question
  const kept = Object.entries(derived).filter(([id]) => metrics.includes(id))
  const isSorted = sort && (sort.by === 'name' || metrics.includes(sort.by))
  return {
    ...rest,
    metrics,
    ...(kept.length > 0 && { derived: Object.fromEntries(kept) }),
    ...(isSorted && { sort }),
  }
}

/** A query with other breakdowns. Without any there are no rows to order, limit or choose. */
export function withBreakdowns(question: MetricQuery, breakdowns: string[]): MetricQuery {
  const { top, sort, conditions, ...rest } = question
  if (breakdowns.length === 0) {
    return { ...rest, breakdowns }
  }
  const isKept = top && (top.dimension === undefined || breakdowns.includes(top.dimension))
  return {
    ...rest,
    breakdowns,
    ...(isKept && { top }),
    ...(sort && { sort }),
    ...(conditions && { conditions }),
  }
}

type Rows = Required<Pick<MetricQuery, 'top' | 'sort'>>
const ALL_ROWS: Rows['top'] = { count: 0, other: true }

/** The order and the number of rows that a query asks, with what it leaves out. */
export function rowsOf({ metrics, breakdowns = [], sort, top = ALL_ROWS }: MetricQuery) {
  const { by, order = 'descending' }: Rows['sort'] = sort ?? { by: metrics[0] }
  const { count, dimension = breakdowns[0] ?? '', other = false } = top
  return { by, order, count, dimension, hasOther: other }
}
