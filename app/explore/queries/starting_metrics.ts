import type { Metric, MetricQuery } from '#metrics'

/** Asked first by most marketing teams; the first ones that a connected source can answer are shown. */
const PREFERRED = ['spend', 'revenue', 'clicks', 'conversions', 'orders', 'impressions', 'sessions']
const MOST = 3

/** What Explore opens with, so that the first thing a person sees is a number and not a form. */
export function startingMetrics(metrics: Metric[]): string[] {
  const available = metrics.filter((metric) => metric.available).map(({ id }) => id)
  const preferred = PREFERRED.filter((id) => available.includes(id))
  return [...new Set([...preferred, ...available])].slice(0, MOST)
}

/** The one source that a question is about, so that it opens with numbers this source has. */
export function onlySource({ filters }: Pick<MetricQuery, 'filters'>): string | undefined {
  const named = filters?.find(
    ({ dimension, operator, values }) =>
      dimension === 'source' && ['in', 'equals'].includes(operator) && values?.length === 1
  )
  return named?.values?.[0]
}
