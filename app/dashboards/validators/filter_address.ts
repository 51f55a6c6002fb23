import type { MetricQuery } from '#metrics'
import { IDENTIFIER, QUESTION_FORM } from '#dashboards/validators/question_form'

type Filter = NonNullable<MetricQuery['filters']>[number]

const LONGEST_VALUE = 500

/** Filters of an address, and those texts that are none. Each is `dimension~operator~value~value`, every part percent-encoded once more. */
export function filtersFrom(given: unknown): { filters: Filter[]; unknown: string[] } {
  const texts = [given].flat().filter((text) => typeof text === 'string' && text !== '')
  const read = texts.map((text, place) => ({
    text: String(text),
    filter: place < QUESTION_FORM.mostFilters ? filterFrom(String(text)) : null,
  }))
  return {
    filters: read.flatMap(({ filter }) => filter ?? []),
    unknown: read.filter(({ filter }) => filter === null).map(({ text }) => text),
  }
}

function filterFrom(text: string): Filter | null {
  const [dimension, operatorText, ...values] = text.split('~').map(decoded)
  const operator = QUESTION_FORM.operators.find((known) => known === operatorText)
  const isWhole = values.every((value) => value.length <= LONGEST_VALUE)
  return operator && isWhole && IDENTIFIER.test(dimension) ? { dimension, operator, values } : null
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
