import { DateTime } from 'luxon'

export type Parsed = unknown

/** Why a value is refused; the sentence goes into the vendor's own error body. */
function refuse(wanted: string): never {
  throw new Error(`must be ${wanted}`)
}

function matching(value: unknown, pattern: RegExp, wanted: string): string {
  const text = String(value)
  return pattern.test(text) ? text : refuse(wanted)
}

function matchesDate(value: unknown, pattern: RegExp, wanted: string): string {
  const text = matching(value, pattern, wanted)
  return DateTime.fromISO(text).isValid ? text : refuse(wanted)
}

const DAY = /^\d{4}-\d\d-\d\d$/
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

function numeric(value: unknown, pattern: RegExp, wanted: string): number {
  return Number(matching(value, pattern, wanted))
}

const wholeNumber = (value: unknown, wanted = 'an integer') => numeric(value, /^-?\d+$/, wanted)

/** A date or an instant in any of the notations that vendors share. */
function moment(value: unknown): string {
  const text = String(value)
  const isKnown = [DAY, INSTANT, /^\d{8}$/, /^\d{10}(\.\d+)?$/, /^\d{13}$/].some((each) =>
    each.test(text)
  )
  return isKnown ? text : refuse('a date or a time')
}

/** `{ "Day": 1, "Month": 11, "Year": 2026 }`, in any case. */
function dayInParts(value: unknown): string {
  const parts = Object.entries((value ?? {}) as Record<string, unknown>)
  const known = Object.fromEntries(parts.map(([name, part]) => [name.toLowerCase(), String(part)]))
  const { year = '', month = '', day = '' } = known
  return matchesDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, DAY, 'a date')
}

function oneOf(value: unknown, list: string): string {
  const known = list.split('|')
  return known.includes(String(value)) ? String(value) : refuse(`one of ${known.join(', ')}`)
}

/** `a,b`, or `List(a,b)` as rest.li writes it. */
function commaList(value: unknown, list: string): string[] {
  const texts = Array.isArray(value)
    ? value.map(String)
    : String(value)
        .replace(/^List\((.*)\)$/, '$1')
        .split(',')
  const values = texts.map((each) => each.trim())
  if (list) {
    values.forEach((each) => oneOf(each, list))
  }
  return values
}

function json(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value
  }
  try {
    return JSON.parse(value)
  } catch {
    return refuse('JSON')
  }
}

export const TYPES = {
  any: (value: unknown): Parsed => value,
  text: (value: unknown): Parsed =>
    value === null || typeof value === 'object' ? refuse('a text') : String(value),
  int: (value: unknown): Parsed => wholeNumber(value),
  number: (value: unknown): Parsed => numeric(value, /^-?\d+(\.\d+)?$/, 'a number'),
  bool: (value: unknown): Parsed =>
    matching(value, /^(true|false|0|1)$/i, 'true or false') === 'true',
  date: (value: unknown): Parsed => matchesDate(value, DAY, 'a date (YYYY-MM-DD)'),
  iso: (value: unknown): Parsed => matchesDate(value, INSTANT, 'an ISO 8601 date and time'),
  dateOrIso: (value: unknown): Parsed =>
    DAY.test(String(value))
      ? String(value)
      : matchesDate(value, INSTANT, 'an ISO 8601 date or time'),
  dateTime: (value: unknown): Parsed =>
    matching(value, INSTANT, 'a date and time').replace(' ', 'T'),
  unix: (value: unknown): Parsed => wholeNumber(value, 'seconds since 1970'),
  ms: (value: unknown): Parsed => numeric(value, /^\d{13}$/, 'milliseconds since 1970'),
  yyyymmdd: (value: unknown): Parsed => matchesDate(value, /^\d{8}$/, 'a date (YYYYMMDD)'),
  ymd: dayInParts,
  moment,
  json,
  csv: commaList,
  enum: oneOf,
  const: (value: unknown, wanted: string): Parsed =>
    String(value) === wanted ? value : refuse(`'${wanted}'`),
  pattern: (value: unknown, pattern: RegExp): Parsed =>
    matching(value, pattern, `like ${pattern.source}`),
}
