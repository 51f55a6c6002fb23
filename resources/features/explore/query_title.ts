import type { MetricQuery } from '#metrics/types'
import type { Dimension, Metric } from '~/features/metrics/answers'
import { labelOf } from '../metrics/names.js'

const LONGEST = 120

/** What a query is about, in words: "Spend and Clicks by campaign". */
export function queryTitle(
  { metrics: ids, breakdowns = [] }: MetricQuery,
  metrics: Metric[],
  dimensions: Dimension[]
): string {
  const list = new Intl.ListFormat(undefined, { type: 'conjunction' })
  const names = ids.slice(0, 3).map((id) => labelOf(metrics, id))
  const rows = breakdowns.map((id) => labelOf(dimensions, id).toLowerCase())
  const by = rows.length > 0 ? ` by ${list.format(rows)}` : ''
  return `${list.format(names)}${by}`.slice(0, LONGEST)
}
