import { currencyOf } from '#shared/columns/currencies'
import { undecorate } from './amount_marks.js'
import { plainDigits } from './plain_digits.js'
import { listOf } from '#shared/columns/vocabulary'

export type DecimalMark = '.' | ','

const PLAIN = /^-?\d+(?:\.\d+)?$/
/** What parts thousands beside each mark, and how long its groups are: 12,34,567 is written in India. */
const GROUP: Record<DecimalMark, { mark: string; digits: string }> = {
  '.': { mark: "[,\\s'’\\u00a0\\u202f]", digits: '{2,3}' },
  ',': { mark: "[.\\s'’\\u00a0\\u202f]", digits: '{3}' },
}
const SHAPES: Record<DecimalMark, RegExp> = { '.': shape('.'), ',': shape(',') }

function shape(decimal: DecimalMark) {
  const mark = decimal === '.' ? '\\.' : ','
  const { mark: part, digits } = GROUP[decimal]
  const grouped = `\\d{1,3}(?:${part}\\d${digits})*${part}\\d{3}`
  return new RegExp(`^(?:${grouped}|\\d+)?(?:${mark}\\d*)?(?:[eE][+-]?\\d{1,3})?$`)
}

/** Texts that stand for “no value” in columns of numbers and dates. Elsewhere `NA` may be a country. */
const ABSENT = new Set(
  listOf(`
  , n/a, na, n.a., null, nil, none, (none), (not set), nan, undefined, k.a., k. a., n.v.t., nvt, n.b., s/o,
  n.d., nd, missing, not available, no data, keine daten, geen data, sin datos`)
)
const LONGEST_ABSENT = 13
const [DIGIT_ZERO, DIGIT_NINE] = [48, 57]
const DASHES = /^[-\u2010-\u2015\u2212.]+$/

export function isAbsent(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first >= DIGIT_ZERO && first <= DIGIT_NINE) {
    return false
  }
  return text === '' || (text.length <= LONGEST_ABSENT && isAbsentWord(text.trim().toLowerCase()))
}

function isAbsentWord(word: string): boolean {
  return ABSENT.has(word) || DASHES.test(word)
}

/** Dashes and what programs write for nothing; a word such as `NA` or `None` may be a value of a column of texts. */
export function isEmptyText(text: string): boolean {
  const word = text.trim().toLowerCase()
  return word === '' || DASHES.test(word) || ['null', 'nan', 'undefined'].includes(word)
}

export interface NumberParts {
  /** Digits with a point, optionally signed: `-1234.5`. */
  digits: string
  currency: string | null
  /** The sign or code as written; a sign such as `$` has several currencies. */
  mark: string | null
  isPercent: boolean
  /** The value lies above or below the digits, and is unknown. */
  isBound: boolean
  /** Written short, such as `1.2K`, or with a mark of a footnote. */
  isRounded: boolean
}

/** Reads a number as people write it, or undefined where the text is none. */
export function parseNumber(text: string, decimal: DecimalMark): NumberParts | undefined {
  if (decimal === '.' && PLAIN.test(text)) {
    return { ...AS_IT_STANDS, digits: text }
  }
  const written = plainDigits(text)
  return /\d/.test(written) ? parseWritten(written, decimal) : zeroOf(written)
}

function parseWritten(text: string, decimal: DecimalMark): NumberParts | undefined {
  const found = undecorate(text)
  if (!found || !isNumeric(found.bare, decimal)) {
    return undefined
  }
  const { bare, minuses, mark, isPercent, isBound, isMarked, shift } = found
  const written = normalise(bare, decimal)
  const digits = signed(shift === 0 ? written : shiftPoint(written, shift), minuses)
  const currency = mark === null ? null : currencyOf(mark)
  return { digits, currency, mark, isPercent, isBound, isRounded: isMarked || shift !== 0 }
}

const LONGEST_ZERO = 12

/** A dash beside something else, as in `$ -`. */
export function mayBeZero(text: string): boolean {
  return text.length <= LONGEST_ZERO && /[-–—−]/.test(text)
}

/** Bookkeepers write no amount as a dash beside the sign of its currency: `$ -`. */
function zeroOf(text: string): NumberParts | undefined {
  const { bare, mark = null, minuses } = (mayBeZero(text) && undecorate(text)) || {}
  return bare === '' && mark !== null && minuses === 1
    ? { ...AS_IT_STANDS, digits: '0', mark, currency: currencyOf(mark) }
    : undefined
}

const AS_IT_STANDS = {
  ...{ currency: null, mark: null },
  ...{ isPercent: false, isBound: false, isRounded: false },
}

function isNumeric(bare: string, decimal: DecimalMark): boolean {
  return /\d/.test(bare) && SHAPES[decimal].test(bare) && !isCodeExponent(bare)
}

/** `12e3` is a code: programs write a point, a sign or both into the short form of a number. */
export function isCodeExponent(text: string): boolean {
  return /^\d+[eE]\d+$/.test(text)
}

function signed(digits: string, minuses: number): string {
  return minuses % 2 === 1 ? `-${digits}` : digits
}

function normalise(body: string, decimal: DecimalMark): string {
  const [mantissa, exponent] = body.split(/[eE]/)
  const point = mantissa.lastIndexOf(decimal)
  const whole = (point >= 0 ? mantissa.slice(0, point) : mantissa).replace(/\D/g, '') || '0'
  const fraction = point >= 0 ? mantissa.slice(point + 1) : ''
  const plain = fraction ? `${whole}.${fraction}` : whole
  return exponent ? shiftPoint(plain, Number(exponent)) : plain
}

/** `1.42` moved by -3 → `0.00142`. As digits, because a double prints small results with an exponent again. */
export function shiftPoint(digits: string, places: number): string {
  const [, sign, whole, fraction = ''] = digits.match(/^(-?)(\d+)(?:\.(\d+))?$/)!
  const point = whole.length + places
  const leading = '0'.repeat(Math.max(0, 1 - point))
  const all = (leading + whole + fraction).padEnd(point, '0')
  const split = point + leading.length
  const rest = all.slice(split)
  return `${sign}${all.slice(0, split).replace(/^0+(?=\d)/, '')}${rest && `.${rest}`}`
}

/** Up to here a double has all digits of the product, so that rounding it is exact. */
const SHORT_AMOUNT = 15
const MICRO_PLACES = 6

/** Millionths of the major unit, exact; undefined where the amount is too large to be exact. */
export function toMicros(digits: string): number | undefined {
  const point = digits.indexOf('.')
  const places = point === -1 ? 0 : digits.length - point - 1
  if (places <= MICRO_PLACES && digits.length - places + MICRO_PLACES <= SHORT_AMOUNT) {
    return Math.round(Number(digits) * 1_000_000) + 0
  }
  return longMicros(digits)
}

function longMicros(digits: string): number | undefined {
  const isNegative = digits.startsWith('-')
  const [whole, fraction = ''] = (isNegative ? digits.slice(1) : digits).split('.')
  const kept = Number(fraction.slice(0, 6).padEnd(6, '0'))
  const roundUp = fraction.charCodeAt(6) >= 53 ? 1 : 0
  const micros = Number(whole) * 1_000_000 + kept + roundUp
  if (!Number.isSafeInteger(micros)) {
    return undefined
  }
  return isNegative && micros !== 0 ? -micros : micros
}

/** What one cell says about the decimal mark of its column; `open` where its one mark may part thousands: 1.234. */
export function decimalEvidence(text: string): DecimalMark | 'open' | undefined {
  const body = text.replace(/[^\d.,]/g, '').replace(/[.,]$/, '')
  const marks = body.replace(/\d/g, '')
  if (marks === '') {
    return undefined
  }
  const last = marks.at(-1) as DecimalMark
  if (new Set(marks).size === 2) {
    return last
  }
  if (marks.length > 1) {
    return last === '.' ? ',' : '.'
  }
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) ? 'open' : last
}
