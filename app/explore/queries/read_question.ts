import type { MetricQuery } from '#metrics'
import { Refusal } from '#foundation'
import { decoded, oneOf, shapeFrom, type Note } from '#explore/queries/read_shape'
import { fromAddress, IDENTIFIER, QUESTION_FORM } from '#dashboards'

type Comparison = NonNullable<MetricQuery['comparison']>

/** Within the bounds that the engine takes (`METRIC_QUERY_SCHEMA`). */
const FORMULA = /^([a-z_][a-z0-9_]{0,59})~(.{1,500})$/s

export const VIEWS = ['line', 'bar', 'table', 'pivot'] as const
export type View = (typeof VIEWS)[number]

/** Names of the parts of an address (`questionAddress`), repeated ones once. */
const PARTS = [
  ...['metrics', 'by', 'range', 'grain', 'compare', 'currency', 'view', 'filter', 'formula'],
  ...['having', 'derive', 'sort', 'top', 'week', 'zone', 'asof'],
]
/** What mail and ads append to links. */
const TRACKING = /^(?:utm_|fbclid$|gclid$|msclkid$)/

export type Question = MetricQuery & Required<Pick<MetricQuery, 'breakdowns' | 'filters' | 'grain'>>

/** A question, and what its address asks for that nobody understands, as sentences. */
export interface ReadQuestion {
  question: Question
  unknown: string[]
}

/**
 * Reads a question from an address. What cannot be read is never passed over in silence, since the rest would answer another
 * question: the page opens with what could be read and says what could not.
 */
export function readAddress(address: Record<string, unknown>, ownCurrency: string): ReadQuestion {
  const unknown: string[] = []
  const note: Note = (what, given) => void unknown.push(sentence(what, given))
  const { grains, comparisons, mostMetrics, mostBreakdowns } = QUESTION_FORM
  const known = <Value>(value: Value | null | undefined, [what, given]: [string, unknown]) => {
    if (!value && isGiven(given)) {
      note(what, given)
    }
    return value
  }
  const others = Object.keys(address).filter(
    (name) => !PARTS.includes(name) && !TRACKING.test(name)
  )
  others.forEach((name) => note('setting', name))
  known(oneOf(VIEWS, address.view), ['view', address.view])
  const range = known(fromAddress.range(address.range), ['period', address.range])
  const grain = known(oneOf(grains, address.grain), ['granularity', address.grain])
  const compared = comparisonsFrom(address.compare, comparisons, note)
  const currency = known(fromAddress.currency(address.currency), ['currency', address.currency])
  const question = {
    metrics: identifiers(address.metrics, [mostMetrics, 'metric', note]),
    breakdowns: identifiers(address.by, [mostBreakdowns, 'breakdown', note]),
    filters: filtersFrom(address.filter, note),
    ...formulasFrom(address.formula, note),
    ...shapeFrom(address, note),
    ...withDefaults({ range, grain, currency: currency ?? ownCurrency }),
    ...compared,
  }
  return { question, unknown }
}

type Chosen = { [Key in 'range' | 'grain']?: MetricQuery[Key] | null } & { currency: string }

function withDefaults({ range, grain, currency }: Chosen) {
  return {
    range: range ?? { preset: 'last_28_days' as const },
    grain: grain ?? 'day',
    currency,
  }
}

/** One period to compare with, or several with commas between them. */
function comparisonsFrom(given: unknown, choices: readonly Comparison[], note: Note) {
  const texts = typeof given === 'string' && given !== '' ? given.split(',') : []
  const known = texts.flatMap((text) => oneOf(choices, text) ?? [])
  texts.filter((text) => !oneOf(choices, text)).forEach((text) => note('comparison', text))
  const [comparison = 'none' as const, ...moreComparisons] = known
  return { comparison, ...(moreComparisons.length > 0 && { moreComparisons }) }
}

/** Refuses to answer another question than the address asks. */
export function refuseUnknown({ unknown }: ReadQuestion) {
  if (unknown.length > 0) {
    throw unreadable(unknown)
  }
}

export function unreadable(unknown: string[]): Refusal {
  return new Refusal({
    code: 'E_QUESTION_UNREADABLE',
    status: 422,
    message: `${unknown.join(' ')} Without it the numbers would answer another question, so none are shown. Choose again above.`,
    detail: { unknown },
  })
}

export function viewFrom(address: Record<string, unknown>): View {
  return oneOf(VIEWS, address.view) ?? 'line'
}

const LONGEST_QUOTED = 60
const isGiven = (given: unknown) => given !== undefined && given !== null && given !== ''

function sentence(what: string, given: unknown): string {
  const text = [given].flat().map(String).join(', ')
  const quoted = text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text
  return `The address asks for the ${what} “${quoted}”, which is not known.`
}

function identifiers(text: unknown, [most, what, note]: [number, string, Note]): string[] {
  const parts = [text].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : []))
  const given = [...new Set(parts.filter((part) => part !== ''))]
  const known = given.filter((part) => IDENTIFIER.test(part))
  given.filter((part) => !known.includes(part)).forEach((part) => note(what, part))
  known.slice(most).forEach((part) => note(`${what} beyond the first ${most},`, part))
  return known.slice(0, most)
}

/** Each is `dimension~operator~value~value`, every part percent-encoded once more. */
function filtersFrom(given: unknown, note: Note): NonNullable<MetricQuery['filters']> {
  const texts = [given].flat().filter((text) => typeof text === 'string' && text !== '')
  texts.slice(QUESTION_FORM.mostFilters).forEach((text) => note('filter', text))
  return texts.slice(0, QUESTION_FORM.mostFilters).flatMap((text) => {
    const [dimension, operatorText, ...values] = String(text).split('~').map(decoded)
    const operator = oneOf(QUESTION_FORM.operators, operatorText)
    if (!operator || !IDENTIFIER.test(dimension)) {
      note('filter', text)
      return []
    }
    return [{ dimension, operator, values }]
  })
}

/** Each is `name~formula`. Whether the formula has a meaning is said by the engine. */
function formulasFrom(given: unknown, note: Note): Pick<MetricQuery, 'formulas'> {
  const texts = [given].flat().filter((text) => typeof text === 'string' && text !== '')
  const entries = texts.flatMap((text, place) => {
    const [, name, formula] = FORMULA.exec(String(text)) ?? []
    if (name === undefined || place >= QUESTION_FORM.mostFormulas) {
      note('formula', text)
      return []
    }
    return [[name, formula]]
  })
  return entries.length > 0 ? { formulas: Object.fromEntries(entries) } : {}
}
