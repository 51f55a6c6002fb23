import { queryError } from './errors.js'
import type { Condition } from './gaql.js'

type Test = (actual: string, values: string[]) => boolean

const isNumber = (text: string) => /^-?\d+(\.\d+)?$/.test(text)

function compare(one: string, other: string): number {
  if (isNumber(one) && isNumber(other)) {
    return Number(one) - Number(other)
  }
  return one < other ? -1 : Number(one > other)
}

/** `%` is any text, `_` any character, brackets escape. */
function isLike(actual: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[.*+?^${}()|\\]/g, '\\$&')
    .replaceAll(
      /\[([%_[\]])\]|([%_])/g,
      (_, escaped, wild) => escaped ?? (wild === '%' ? '.*' : '.')
    )
  return new RegExp(`^${source}$`, 'i').test(actual)
}

const TESTS: Record<string, Test> = {
  '=': (actual, [value]) => compare(actual, value) === 0,
  '!=': (actual, [value]) => compare(actual, value) !== 0,
  '<': (actual, [value]) => compare(actual, value) < 0,
  '<=': (actual, [value]) => compare(actual, value) <= 0,
  '>': (actual, [value]) => compare(actual, value) > 0,
  '>=': (actual, [value]) => compare(actual, value) >= 0,
  'IN': (actual, values) => values.includes(actual),
  'NOT IN': (actual, values) => !values.includes(actual),
  'BETWEEN': (actual, [low, high]) => compare(actual, low) >= 0 && compare(actual, high) <= 0,
  'LIKE': (actual, [pattern]) => isLike(actual, pattern),
  'NOT LIKE': (actual, [pattern]) => !isLike(actual, pattern),
  'REGEXP_MATCH': (actual, [pattern]) => new RegExp(`^(?:${pattern})$`).test(actual),
  'NOT REGEXP_MATCH': (actual, [pattern]) => !new RegExp(`^(?:${pattern})$`).test(actual),
}

/** Whether the value of the condition's field satisfies it. `today` is the account's. */
export function satisfies(actual: unknown, { operator, values, field }: Condition, today: string) {
  if (operator.endsWith('NULL')) {
    return (actual === undefined) === (operator === 'IS NULL')
  }
  if (operator === 'DURING') {
    const [from, to] = duringRange(values[0], today)
    return String(actual) >= from && String(actual) <= to
  }
  const test = TESTS[operator]
  if (!test) {
    throw queryError('BAD_OPERATOR', `Error in query: '${operator}' is no operator for '${field}'.`)
  }
  return actual !== undefined && test(String(actual), values)
}

const RANGES: Record<string, (today: string) => [string, string]> = {
  TODAY: (today) => [today, today],
  YESTERDAY: (today) => [shift(today, -1), shift(today, -1)],
  LAST_7_DAYS: (today) => [shift(today, -7), shift(today, -1)],
  LAST_14_DAYS: (today) => [shift(today, -14), shift(today, -1)],
  LAST_30_DAYS: (today) => [shift(today, -30), shift(today, -1)],
  THIS_MONTH: (today) => [`${today.slice(0, 7)}-01`, today],
  LAST_MONTH: (today) => {
    const end = shift(`${today.slice(0, 7)}-01`, -1)
    return [`${end.slice(0, 7)}-01`, end]
  },
}

function duringRange(name: string, today: string): [string, string] {
  const range = RANGES[name.toUpperCase()]
  if (!range) {
    throw queryError(
      'INVALID_VALUE_WITH_DURING_OPERATOR',
      `Invalid date literal '${name}' for DURING.`
    )
  }
  return range(today)
}

export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
