import { listMetrics } from '#metrics'
import type { Asking } from '#dashboards'
import type { RuleQuestion } from '../types.js'

/** The metric of a question as a person reads it, such as "Spend". A formula of the question has its own name only. */
export async function metricName(
  { tenant }: Pick<Asking, 'tenant'>,
  { metrics: [id], formulas = {} }: RuleQuestion
): Promise<string> {
  if (formulas[id]) {
    const words = id.replaceAll('_', ' ')
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  const metrics = await listMetrics(tenant)
  const known = metrics.find((metric) => metric.id === id || metric.id.endsWith(`:${id}`))
  return known?.label ?? id.replaceAll('_', ' ')
}
