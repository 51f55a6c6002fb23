import type { MetricQuery } from '#metrics'
import type { ClientQuestion } from './types.js'

/** The answer of the engine goes stale by itself: numbers of many clients are looked at again after this. */
export const FIGURE_LIFETIME_MINUTES = 10

/** Names a question among the stored answers. */
export const nameOf = ({ metric, range, comparison, currency }: ClientQuestion) =>
  [metric, range, comparison, currency ?? 'own'].join(' ')

export const metricQuery = (
  { metric, range, comparison, currency }: ClientQuestion,
  client: { currency: string }
): MetricQuery => ({
  metrics: [metric],
  range: { preset: range },
  grain: 'total',
  comparison,
  currency: currency ?? client.currency,
})
