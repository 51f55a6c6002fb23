export type DecimalMark = '.' | ','

const PLAIN = /^-?\d+(?:\.\d+)?$/
const SYMBOLS: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  '₪': 'ILS',
  '₴': 'UAH',
  'zł': 'PLN',
  'Kč': 'CZK',
  'R$': 'BRL',
  'C$': 'CAD',
  'CA$': 'CAD',
  'A$': 'AUD',
  'AU$': 'AUD',
  'US$': 'USD',
  'NZ$': 'NZD',
  'HK$': 'HKD',
  '$': 'USD',
}
const CODES =
  'EUR|USD|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|INR|CNY|KRW|BRL|MXN|ZAR|SGD|HKD|ILS|AED|SAR|THB|IDR|MYR|PHP|UAH|RUB|ISK|ARS|CLP|COP'
const MARK = `(?:[A-Z]{0,2}\\$|[€£¥₹₩₺₽₪₴]|zł|Kč|(?:${CODES})\\b)`
const LEADING = new RegExp(`^([-+]?)\\s*(${MARK})\\s*`)
const TRAILING = new RegExp(`\\s*(${MARK})$`)
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
  return new RegExp(`^(?:${grouped}|\\d+)?(?:${mark}\\d+)?(?:[eE][+-]?\\d{1,3})?$`)
}

/** Texts that stand for “no value” in exports. */
const ABSENT = new Set([
  '',
  '-',
  '--',
  '–',
  '—',
  'n/a',
  'na',
  'null',
  'none',
  '(none)',
  '(not set)',
])

export function isAbsent(text: string): boolean {
  return text === '' || (text.length <= 9 && ABSENT.has(text.trim().toLowerCase()))
}

export interface NumberParts {
  /** Digits with a point, optionally signed: `-1234.5`. */
  digits: string
  currency: string | null
  /** The sign or code as written; a sign such as `$` has several currencies. */
  mark: string | null
  isPercent: boolean
}

/** Reads a number as people write it, or undefined where the text is none. */
export function parseNumber(text: string, decimal: DecimalMark): NumberParts | undefined {
  if (decimal === '.' && PLAIN.test(text)) {
    return { digits: text, currency: null, mark: null, isPercent: false }
  }
  const written = text.trim().replace(/[\u2212\u2013]/g, '-')
  const inBrackets = written.match(/^\((.*)\)$/s)
  const rest = (inBrackets?.[1] ?? written).trim()
  const isPercent = rest.endsWith('%')
  const { bare, mark } = withoutCurrency(isPercent ? rest.slice(0, -1).trimEnd() : rest)
  const [, before, body, after] = bare.match(/^([-+]?)\s*(.*?)(-?)$/s)!
  if (!/\d/.test(body) || !SHAPES[decimal].test(body)) {
    return undefined
  }
  const minuses = [inBrackets !== null, before === '-', after === '-'].filter(Boolean).length
  const digits = signed(normalise(body, decimal), minuses)
  return { digits, currency: currencyOf(mark), mark, isPercent }
}

function signed(digits: string, minuses: number): string {
  return minuses % 2 === 1 ? `-${digits}` : digits
}

function withoutCurrency(text: string) {
  const leading = text.match(LEADING)
  const bare = leading ? leading[1] + text.slice(leading[0].length) : text
  const trailing = bare.match(TRAILING)
  return {
    bare: trailing ? bare.slice(0, -trailing[0].length) : bare,
    mark: leading?.[2] ?? trailing?.[1] ?? null,
  }
}

function currencyOf(mark: string | null): string | null {
  if (!mark) {
    return null
  }
  return SYMBOLS[mark] ?? (mark.endsWith('$') ? 'USD' : mark)
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

/** Millionths of the major unit, exact; undefined where the amount is too large to be exact. */
export function toMicros(digits: string): number | undefined {
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

/** What one cell says about the decimal mark of its column. */
export function decimalEvidence(text: string): DecimalMark | undefined {
  const body = text.replace(/[^\d.,]/g, '')
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
  // One mark with three digits behind it may part thousands: 1,234 and 1.234.
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) ? undefined : last
}
