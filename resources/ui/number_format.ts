/** A number as the engine answers it: known, or unknown with the reason. */
export type NumberState =
  | { status: 'available'; value: number; unit: string; currency?: string | null }
  | { status: 'unavailable'; reason: string; message: string }

export type FormatOptions = {
  locale?: string
  compact?: boolean
  decimals?: number
  /** Follows the number, such as × for a multiple. */
  suffix?: string
}

type Amount = { value: number; unit: string; currency?: string | null }

const COMPACT_FROM = 1_000_000
/** From here on a lone figure needs no decimals. */
const WHOLE_FROM = 1_000
const COMPACT_DIGITS = 3
/** As many as the exact value beside a shortened one shows. */
export const EXACT_DECIMALS = 6
/** Less would be written as 0 %, so it is no change. */
const UNCHANGED_RATIO = 0.0005
const UNCHANGED_POINTS = 0.005
const MINUTE = 60
const HOUR = 3600
const POINTS = 100

/**
 * One figure for any unit of the catalogue. Percentages come in points, money in major units. A compact figure has no
 * decimals from a thousand on and three digits from a million on.
 */
export function formatNumber(amount: Amount, options: FormatOptions = {}): string {
  const { value, unit } = amount
  if (unit === 'seconds') {
    return formatDuration(value)
  }
  if (unit === 'bytes') {
    return formatBytes(value, options.locale)
  }
  const formatter = new Intl.NumberFormat(options.locale, {
    ...styleOf(amount),
    ...(isShortened(amount, options)
      ? { notation: 'compact', maximumSignificantDigits: COMPACT_DIGITS }
      : digitsOf(amount, figureDecimals(value, options))),
  })
  return written(formatter, unit === 'percent' ? value / POINTS : value) + (options.suffix ?? '')
}

function isShortened({ value, unit }: Amount, { compact }: FormatOptions): boolean {
  return compact === true && unit !== 'percent' && Math.abs(value) >= COMPACT_FROM
}

/** With the minus of typography, which is as wide as the plus beside it. */
function written(formatter: Intl.NumberFormat, value: number): string {
  return formatter
    .formatToParts(value)
    .map((part) => (part.type === 'minusSign' ? '−' : part.value))
    .join('')
}

/** A lone figure needs no ".0"; in a column it keeps the places in line. */
function figureDecimals(value: number, { compact, decimals }: FormatOptions) {
  const isWhole = Number.isInteger(value) || Math.abs(value) >= WHOLE_FROM
  return compact && isWhole ? 0 : decimals
}

/** The short form for an axis: no cents, thousands as k. */
export function formatTick(amount: Amount, locale?: string): string {
  const { value, unit } = amount
  if (unit === 'seconds' || unit === 'bytes') {
    return formatNumber(amount, { locale })
  }
  const formatter = new Intl.NumberFormat(locale, {
    ...styleOf(amount),
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1,
  })
  return written(formatter, unit === 'percent' ? value / POINTS : value)
}

function styleOf({ unit, currency }: Amount): Intl.NumberFormatOptions {
  if (unit === 'currency' && currency) {
    return { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
  }
  return unit === 'percent' ? { style: 'percent' } : {}
}

function digitsOf({ value, unit }: Amount, decimals?: number): Intl.NumberFormatOptions {
  if (unit === 'currency') {
    return decimals === 0 ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}
  }
  const most = decimals ?? (Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : 2)
  return { maximumFractionDigits: most, minimumFractionDigits: Math.min(most, decimals ?? 0) }
}

function formatBytes(value: number, locale?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: 1,
  }).format(value / 1000 ** step)
}

function formatDuration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  const sign = seconds < 0 ? '−' : ''
  const parts = [
    { amount: Math.floor(whole / HOUR), unit: 'h' },
    { amount: Math.floor((whole % HOUR) / MINUTE), unit: 'min' },
    { amount: whole % MINUTE, unit: 's' },
  ].filter(({ amount }) => amount > 0)
  return sign + (parts.map(({ amount, unit }) => `${amount} ${unit}`).join(' ') || '0 s')
}

export type Change = {
  /** `points`: percentages differ in points. `relative`: a fraction of the earlier value, 0.12 for 12 % more. */
  kind: 'points' | 'relative'
  amount: number
  verdict: 'better' | 'worse' | 'neutral'
}

/** How a number moved, judged by the direction in which its metric is good. Null where unknowable. */
export function changeBetween(
  current: NumberState,
  earlier: NumberState,
  direction: 'up' | 'down' | 'none'
): Change | null {
  if (current.status === 'unavailable' || earlier.status === 'unavailable') {
    return null
  }
  const kind = current.unit === 'percent' ? 'points' : 'relative'
  if (kind === 'relative' && earlier.value === 0) {
    return null
  }
  const difference = current.value - earlier.value
  const amount = kind === 'points' ? difference : difference / Math.abs(earlier.value)
  return { kind, amount, verdict: verdictOn({ kind, amount }, direction) }
}

/** Whether a change is too small to be written. */
export function isUnchanged({ kind, amount }: Pick<Change, 'kind' | 'amount'>): boolean {
  return Math.abs(amount) < (kind === 'points' ? UNCHANGED_POINTS : UNCHANGED_RATIO)
}

function verdictOn(change: Pick<Change, 'kind' | 'amount'>, direction: 'up' | 'down' | 'none') {
  if (direction === 'none' || isUnchanged(change)) {
    return 'neutral'
  }
  return change.amount > 0 === (direction === 'up') ? 'better' : 'worse'
}

/** "+12%" of what it was before, or "+0.35 pp" for percentages. */
export function formatChange({ kind, amount }: Change, locale?: string): string {
  const formatter = new Intl.NumberFormat(locale, {
    style: kind === 'points' ? 'decimal' : 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: kind === 'points' ? 2 : Math.abs(amount) < 0.1 ? 1 : 0,
  })
  return written(formatter, amount) + (kind === 'points' ? ' pp' : '')
}
