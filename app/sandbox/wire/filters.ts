import { opaqueId } from '#kit'
import { MINOR_UNITS } from '../business/catalogue.js'
import type { Filter, Scope } from './scope.js'
import { TIME_FILTERS } from './time_filters.js'

const MICROS = 1_000_000

const whenPresent =
  (filter: Filter): Filter =>
  (value, argument, scope) =>
    value === null || value === undefined ? null : filter(value, argument, scope)

/** Money of the sample business is whole micros of the major unit; these write it as vendors do. */
const MONEY: Record<string, Filter> = {
  micros: (value) => Number(value),
  major: (value) => round(Number(value) / MICROS, 6),
  minor: (value, argument, scope) =>
    Math.round((Number(value) * minorUnits(argument, scope)) / MICROS),
  /** No money is an empty text. */
  decimal: (value, argument, scope) =>
    value === null
      ? ''
      : (Number(value) / MICROS).toFixed(argument ? Number(argument) : decimalsOf(scope)),
}

const minorUnits = (currency: string, scope: Scope) =>
  MINOR_UNITS[currency || String(scope.currency)] ?? 100
const decimalsOf = (scope: Scope) => (minorUnits('', scope) === 1 ? 0 : 2)

const NUMBERS: Record<string, Filter> = {
  int: (value) => Math.round(Number(value)),
  number: (value) => Number(value),
  round: (value, digits) => round(Number(value), Number(digits)),
  fixed: (value, digits) => Number(value).toFixed(Number(digits)),
  times: (value, factor, scope) => round(Number(value) * numberOf(factor, scope), 6),
  plus: (value, amount, scope) => round(Number(value) + numberOf(amount, scope), 6),
  minus: (value, amount, scope) => round(Number(value) - numberOf(amount, scope), 6),
  /** A ratio to another field: 0 where that is 0. */
  per: (value, field, scope) => {
    const divisor = numberOf(field, scope)
    return divisor === 0 ? 0 : round(Number(value) / divisor, 8)
  },
}

function numberOf(argument: string, scope: Scope): number {
  const number = Number(argument)
  return Number.isNaN(number) ? Number(scope[argument] ?? 0) : number
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}

/** Ids as vendors make them, always the same for the same key: `{{key|hex:10}}`, `{{key|digits:17}}`. */
const IDS: Record<string, Filter> = {
  hex: (value, length) => characters(value, Number(length || 10), '0123456789abcdef'),
  digits: (value, length) => {
    const [first, ...rest] = characters(value, Number(length || 12), '0123456789')
    return [first === '0' ? '7' : first, ...rest].join('')
  },
  id: (value, length) => opaqueId(String(value), Number(length || 18)),
  uuid: (value) => {
    const hex = characters(value, 32, '0123456789abcdef')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  },
}

function characters(value: unknown, length: number, alphabet: string): string {
  return [...opaqueId(`${String(value)}/${alphabet.length}`, length)]
    .map((letter) => alphabet[letter.charCodeAt(0) % alphabet.length])
    .join('')
}

const TEXTS: Record<string, Filter> = {
  text: (value) => String(value),
  upper: (value) => String(value).toUpperCase(),
  lower: (value) => String(value).toLowerCase(),
  slug: (value) =>
    String(value)
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
  prefix: (value, before) => `${before}${String(value)}`,
  suffix: (value, after) => `${String(value)}${after}`,
  first: (value) => (Array.isArray(value) ? (value[0] ?? null) : String(value).split(' ')[0]),
  /** An address without its host: vendors that name the next page so. */
  path: (value) => {
    const { pathname, search } = new URL(String(value))
    return pathname + search
  },
  rest: (value) => String(value).split(' ').slice(1).join(' '),
  join: (value, separator) => (value as unknown[]).join(separator),
  /** Of the rows that were added up: `{{members|distinct:userKey}}`, `{{members|countIf:name=purchase}}`. */
  distinct: (value, field) => new Set((value as Scope[]).map((each) => each[field])).size,
  countIf: (value, condition) => {
    const [field, wanted] = condition.split('=')
    return (value as Scope[]).filter((each) => String(each[field]) === wanted).length
  },
  /** The sum of a field over those for which a condition holds: `{{members|sumIf:amount,kind=income}}`. */
  sumIf: (value, argument) => {
    const [summed, condition] = argument.split(',')
    const [field, wanted] = condition.split('=')
    return (value as Scope[])
      .filter((each) => String(each[field]) === wanted)
      .reduce((sum, each) => sum + Number(each[summed] ?? 0), 0)
  },
  /** One line of a CSV file, every cell in quotes: `{{columns|cells:value}}`. */
  cells: (value, field) =>
    (value as Record<string, unknown>[])
      .map((each) => `"${String(each[field] ?? '').replaceAll('"', '""')}"`)
      .join(','),
  count: (value) => (value as unknown[]).length,
  json: (value) => JSON.stringify(value),
  base64: (value) => Buffer.from(String(value)).toString('base64'),
}

/** `map:enabled=ACTIVE,paused=PAUSED,*=OTHER`; a value without an entry stays. */
function mapped(value: unknown, argument: string): unknown {
  const entries = argument.split(',').map((entry) => entry.split('=') as [string, string])
  const found =
    entries.find(([from]) => from === String(value)) ?? entries.find(([from]) => from === '*')
  return found ? found[1] : value
}

const present = { ...MONEY, ...NUMBERS, ...IDS, ...TEXTS, ...TIME_FILTERS, map: mapped }

export const FILTERS: Record<string, Filter> = {
  ...Object.fromEntries(
    Object.entries(present).map(([name, filter]) => [name, whenPresent(filter as Filter)])
  ),
  /** Used where there is nothing: `or:0` is the number, `or:'0'` the text. */
  or: (value, otherwise) => value ?? constant(otherwise),
  /** `then:yes,no` by whether there is something that is not false, 0 or empty. */
  then: (value, argument) => constant(argument.split(',')[isTrue(value) ? 0 : 1] ?? ''),
  bool: (value) => isTrue(value),
  not: (value) => !isTrue(value),
  is: (value, wanted) => String(value) === wanted,
  /** Whether a list, or a comma list, names it: `query.include|has:refunds`. */
  has: (value, wanted) => listOf(value).includes(wanted),
  absent: (value) => value,
}

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value.map(String) : String(value ?? '').split(',')).map((each) =>
    each.trim()
  )

const isTrue = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : Boolean(value) && value !== 'false'

function constant(text: string): unknown {
  if (/^'.*'$/.test(text)) {
    return text.slice(1, -1)
  }
  const words: Record<string, unknown> = { 'true': true, 'false': false, 'null': null, '': '' }
  return text in words ? words[text] : Number.isNaN(Number(text)) ? text : Number(text)
}
