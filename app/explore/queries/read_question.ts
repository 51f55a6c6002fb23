import type { MetricQuery } from '#metrics'
import { currencyFrom, IDENTIFIER, QUESTION_FORM, rangeFrom } from '#dashboards'

export const VIEWS = ['line', 'bar', 'table'] as const
export type View = (typeof VIEWS)[number]

export type Question = MetricQuery & Required<Pick<MetricQuery, 'breakdowns' | 'filters' | 'grain'>>

/**
 * Reads a question from an address. Parts that make no sense are left out instead of refused: a shared
 * link that was cut off in a mail still opens, and the page shows what it asks.
 */
export function questionFrom(address: Record<string, unknown>, ownCurrency: string): Question {
  return {
    metrics: identifiers(address.metrics, QUESTION_FORM.mostMetrics),
    breakdowns: identifiers(address.by, QUESTION_FORM.mostBreakdowns),
    filters: filtersFrom(address.filter),
    range: rangeFrom(address.range) ?? { preset: 'last_28_days' },
    grain: oneOf(QUESTION_FORM.grains, address.grain) ?? 'day',
    comparison: oneOf(QUESTION_FORM.comparisons, address.compare) ?? 'none',
    currency: currencyFrom(address.currency) ?? ownCurrency,
  }
}

export function viewFrom(address: Record<string, unknown>): View {
  return oneOf(VIEWS, address.view) ?? 'line'
}

function identifiers(text: unknown, most: number): string[] {
  const parts = [text].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : []))
  return [...new Set(parts.filter((part) => IDENTIFIER.test(part)))].slice(0, most)
}

/** Each is `dimension~operator~value~value`, every part percent-encoded once more. */
function filtersFrom(given: unknown): NonNullable<MetricQuery['filters']> {
  const texts = [given].flat().filter((text) => typeof text === 'string')
  return texts.slice(0, QUESTION_FORM.mostFilters).flatMap((text) => {
    const [dimension, operatorText, ...values] = text.split('~').map(decoded)
    const operator = oneOf(QUESTION_FORM.operators, operatorText)
    return operator && IDENTIFIER.test(dimension) ? [{ dimension, operator, values }] : []
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[], given: unknown) {
  return choices.find((choice) => choice === given)
}
