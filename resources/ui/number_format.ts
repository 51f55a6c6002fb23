/** A number as the engine answers it: known, or unknown with the reason. */
export type NumberState =
  | { status: 'available'; value: number; unit: string; currency?: string | null }
  | { status: 'unavailable'; reason: string; message: string }

export type FormatOptions = { locale?: string; compact?: boolean; decimals?: number }

type Amount = { value: number; unit: string; currency?: string | null }

const COMPACT_FROM = 100_000
/** Less would be written as 0 %, so it is no change. */
export const UNCHANGED_BELOW = 0.0005
const MINUTE = 60
const HOUR = 3600
const POINTS = 100

/** One figure for any unit of the catalogue. Percentages come in points, money in major units. */
export function formatNumber(amount: Amount, options: FormatOptions = {}): string {
  const { value, unit } = amount
  if (unit === 'seconds') {
    return formatDuration(value)
  }
  if (unit === 'bytes') {
    return formatBytes(value, options.locale)
  }
  const isShort = options.compact === true && unit !== 'percent' && Math.abs(value) >= COMPACT_FROM
  const formatter = new Intl.NumberFormat(options.locale, {
    ...styleOf(amount),
    ...(isShort
      ? { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }
      : digitsOf(amount, figureDecimals(value, options))),
  })
  return formatter.format(unit === 'percent' ? value / POINTS : value)
}

/** A lone figure needs no ".0"; in a column it keeps the places in line. */
function figureDecimals(value: number, { compact, decimals }: FormatOptions) {
  return compact && Number.isInteger(value) ? 0 : decimals
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
  return formatter.format(unit === 'percent' ? value / POINTS : value)
}

function styleOf({ unit, currency }: Amount): Intl.NumberFormatOptions {
  if (unit === 'currency' && currency) {
    return { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
  }
  return unit === 'percent' ? { style: 'percent' } : {}
}

function digitsOf({ value, unit }: Amount, decimals?: number): Intl.NumberFormatOptions {
  if (unit === 'currency') {
    return {}
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
  /** Fraction of the earlier value, for example 0.12 for twelve percent more. */
  ratio: number
  /** Of a percentage the difference in percentage points, which says more than a percentage of it. */
  points?: number
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
  if (current.unit === 'percent') {
    const points = current.value - earlier.value
    return { ratio: points / POINTS, points, verdict: verdictOf(points / POINTS, direction) }
  }
  if (earlier.value === 0) {
    return null
  }
  const ratio = (current.value - earlier.value) / Math.abs(earlier.value)
  return { ratio, verdict: verdictOf(ratio, direction) }
}

function verdictOf(ratio: number, direction: 'up' | 'down' | 'none'): Change['verdict'] {
  if (direction === 'none' || Math.abs(ratio) < UNCHANGED_BELOW) {
    return 'neutral'
  }
  return ratio > 0 === (direction === 'up') ? 'better' : 'worse'
}

export function formatChange({ ratio, points }: Change, locale?: string): string {
  if (points !== undefined) {
    const digits = Math.abs(points) < 10 ? 2 : 1
    const figure = new Intl.NumberFormat(locale, {
      signDisplay: 'exceptZero',
      maximumFractionDigits: digits,
    }).format(points)
    return `${figure} pp`
  }
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(ratio) < 0.1 ? 1 : 0,
  }).format(ratio)
}
