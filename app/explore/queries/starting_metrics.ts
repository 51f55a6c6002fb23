import type { Metric } from '#metrics'

/** Asked first by most marketing teams; the first ones that a connected source can answer are shown. */
const PREFERRED = ['spend', 'revenue', 'clicks', 'conversions', 'orders', 'impressions', 'sessions']
const MOST = 3

/** What Explore opens with, so that the first thing a person sees is a number and not a form. */
export function startingMetrics(metrics: Metric[]): string[] {
  const available = metrics.filter((metric) => metric.available).map(({ id }) => id)
  const preferred = PREFERRED.filter((id) => available.includes(id))
  return [...new Set([...preferred, ...available])].slice(0, MOST)
}
