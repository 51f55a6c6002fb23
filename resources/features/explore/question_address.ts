import type { MetricQuery } from '#metrics/types'
import { rangeAddress } from '../metrics/periods.js'

export type View = 'line' | 'bar' | 'table'

/** The query string that asks this question; the server's read_question.ts reads it back. */
export function questionAddress(question: MetricQuery, view: View): string {
  const parts = new URLSearchParams()
  const set = (name: string, value: string | null | undefined) => value && parts.set(name, value)
  parts.set('metrics', question.metrics.join(','))
  set('by', question.breakdowns?.join(','))
  set('range', rangeAddress(question.range))
  set('grain', question.grain)
  set('compare', question.comparison === 'none' ? null : question.comparison)
  set('currency', question.currency)
  set('view', view)
  for (const { dimension, operator, values } of question.filters ?? []) {
    const filter = [dimension, operator, ...(values ?? [])].map(encodeURIComponent)
    parts.append('filter', filter.join('~'))
  }
  return parts.toString()
}
