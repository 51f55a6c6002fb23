import type { Question } from '../planning/plan.js'
import type { MetricResult, MetricSeries } from '../types.js'

/** Best first by the first metric; what does not fit is counted and said, and stays in the totals. */
export function bestFirst(
  series: MetricSeries[],
  { metrics, limit }: Pick<Question, 'metrics' | 'limit'>
): Pick<MetricResult, 'series' | 'truncated'> {
  const [first] = metrics
  const ranked = [...series].sort(
    (a, b) => rank(b, first) - rank(a, first) || nameOf(a).localeCompare(nameOf(b))
  )
  if (ranked.length <= limit) {
    return { series: ranked, truncated: null }
  }
  const message = `The ${limit} highest of ${ranked.length} are shown; the totals hold all of them.`
  return {
    series: ranked.slice(0, limit),
    truncated: { shown: limit, total: ranked.length, message },
  }
}

function rank({ totals }: MetricSeries, metric: string) {
  const value = totals[metric]
  return value.status === 'available' ? value.value : Number.NEGATIVE_INFINITY
}

function nameOf({ breakdown, keys }: MetricSeries) {
  return JSON.stringify([breakdown, keys])
}
