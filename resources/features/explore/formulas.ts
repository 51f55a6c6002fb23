import type { MetricQuery, MetricResult } from '#metrics/types'
import type { Metric } from '~/features/metrics/answers'
import { asWords } from '~/features/metrics/names'
import { derivedMetrics } from './derived.js'

/** The catalogue with the formulas of a query, which the answer knows the unit of. */
export function withFormulas(
  metrics: Metric[],
  question: MetricQuery,
  result: MetricResult | null
): Metric[] {
  const own = Object.entries(question.formulas ?? {}).map(([id, formula]): Metric => {
    const total = result?.totals[id]
    return {
      id,
      label: asWords(id),
      group: 'question',
      kind: 'formula',
      unit: total?.status === 'available' ? total.unit : 'number',
      direction: 'none',
      decimals: 2,
      help: 'A formula of this query.',
      formula,
      addsUp: false,
      available: true,
    }
  })
  return [...own, ...derivedMetrics([...own, ...metrics], question), ...metrics]
}

/** A query that also asks the formula, or asks it anew. */
export function withFormula(question: MetricQuery, id: string, formula: string): MetricQuery {
  const metrics = question.metrics.includes(id) ? question.metrics : [...question.metrics, id]
  return { ...question, metrics, formulas: { ...question.formulas, [id]: formula } }
}

/** A query without the formula. Others that use it are then refused, with its name. */
export function withoutFormula(
  { formulas = {}, ...question }: MetricQuery,
  id: string
): MetricQuery {
  const others = Object.fromEntries(Object.entries(formulas).filter(([name]) => name !== id))
  const metrics = question.metrics.filter((metric) => metric !== id)
  return {
    ...question,
    metrics,
    ...(Object.keys(others).length > 0 && { formulas: others }),
  }
}
