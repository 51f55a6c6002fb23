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
    const filter = [dimension, operator, ...(values ?? [])].map(encoded)
    parts.append('filter', filter.join('~'))
  }
  for (const [name, formula] of Object.entries(question.formulas ?? {})) {
    parts.append('formula', `${name}~${formula}`)
  }
  return parts.toString()
}

/** The sign between the parts is the one that the standard leaves as it is. */
const encoded = (text: string) => encodeURIComponent(text).replaceAll('~', '%7E')

/** The same question about some values of its breakdown only, over time; null where there are none. */
export function narrowed(
  question: MetricQuery,
  keys: Record<string, string | null> | null
): MetricQuery | null {
  if (!keys || Object.keys(keys).length === 0) {
    return null
  }
  const filters = Object.entries(keys).map(([dimension, value]) =>
    value === null
      ? { dimension, operator: 'is_empty' as const }
      : { dimension, operator: 'in' as const, values: [value] }
  )
  const grain = question.grain === 'total' ? 'day' : question.grain
  return { ...question, breakdowns: [], grain, filters: [...(question.filters ?? []), ...filters] }
}
