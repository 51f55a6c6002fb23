import type { Comparison, MetricFilter, MetricQuery } from '#metrics/types'
import { rangeAddress } from '../metrics/periods.js'

export type View = 'line' | 'bar' | 'table' | 'pivot'

/** The query string that asks this question; the server's read_question.ts reads it back. */
export function questionAddress(question: MetricQuery, view: View): string {
  const parts = new URLSearchParams()
  const set = (name: string, value: string | null | undefined) => value && parts.set(name, value)
  parts.set('metrics', question.metrics.join(','))
  set('by', question.breakdowns?.join(','))
  set('range', rangeAddress(question.range))
  set('grain', question.grain)
  set('compare', comparisonsOf(question).join(','))
  set('currency', question.currency)
  set('view', view)
  for (const filter of question.filters ?? []) {
    parts.append('filter', filterAddress(filter))
  }
  for (const [name, formula] of Object.entries(question.formulas ?? {})) {
    parts.append('formula', `${name}~${formula}`)
  }
  for (const [name, value] of shapeParts(question)) {
    parts.append(name, value)
  }
  return parts.toString()
}

/** What is said of rows and points: their order, how many, which, and what is derived from them. */
function shapeParts(question: MetricQuery): [string, string][] {
  const { conditions = [], derived = {}, sort, top, weekStart, timeZone, asOf } = question
  const joined = (...parts: (string | number | undefined)[]) =>
    parts.flatMap((part) => (part === undefined ? [] : encoded(String(part)))).join('~')
  return [
    ...conditions.map(
      ({ metric, operator, value }) => ['having', joined(metric, operator, value)] as const
    ),
    ...Object.entries(derived).map(
      ([id, { as, metric, points }]) => ['derive', joined(id, as, metric, points)] as const
    ),
    ['sort', sort && joined(sort.by, sort.order)] as const,
    ['top', top && joined(top.count, topWord(top), top.dimension)] as const,
    ['week', weekStart] as const,
    ['zone', timeZone ?? undefined] as const,
    ['asof', asOf ?? undefined] as const,
  ].flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []))
}

function topWord({ other, dimension }: NonNullable<MetricQuery['top']>): string | undefined {
  return other ? 'other' : dimension && 'only'
}

/** The periods that a question is compared with, in their order. */
export function comparisonsOf({ comparison, moreComparisons = [] }: MetricQuery): Comparison[] {
  return [comparison ?? 'none', ...moreComparisons].filter((kind) => kind !== 'none')
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

/** A filter as an address holds it: `dimension~operator~value~value`. */
export function filterAddress({ dimension, operator, values }: MetricFilter): string {
  return [dimension, operator, ...(values ?? [])].map(encoded).join('~')
}
