/** A number as the engine answers it: known, or unknown with the reason. */
export type NumberState =
  | { status: 'available'; value: number; unit: string; currency?: string | null }
  | { status: 'unavailable'; reason: string; message: string }

export type FormatOptions = { locale?: string; compact?: boolean }

const COMPACT_FROM = 100_000
const MINUTE = 60
const HOUR = 3600

/** One sentence or figure for any unit of the catalogue. `percent` values are fractions of one. */
export function formatNumber(
  { value, unit, currency }: { value: number; unit: string; currency?: string | null },
  { locale, compact = false }: FormatOptions = {}
): string {
  if (unit === 'duration') {
    return formatDuration(value)
  }
  const isShort = compact && Math.abs(unit === 'percent' ? 0 : value) >= COMPACT_FROM
  return new Intl.NumberFormat(locale, {
    ...styleOf(unit, currency),
    ...(isShort ? { notation: 'compact', maximumFractionDigits: 2 } : digitsOf(unit, value)),
  }).format(value)
}

function styleOf(unit: string, currency?: string | null): Intl.NumberFormatOptions {
  if (unit === 'currency' && currency) {
    return { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
  }
  return unit === 'percent' ? { style: 'percent' } : {}
}

function digitsOf(unit: string, value: number): Intl.NumberFormatOptions {
  if (unit === 'currency') {
    return {}
  }
  if (unit === 'percent') {
    return { maximumFractionDigits: 2 }
  }
  return { maximumFractionDigits: Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : 2 }
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
  verdict: 'better' | 'worse' | 'neutral'
}

/** How a number moved, judged by the direction in which its metric is good. Null where unknowable. */
export function changeBetween(
  current: NumberState,
  earlier: NumberState,
  direction: 'up' | 'down' | 'none'
): Change | null {
  if (current.status === 'unavailable' || earlier.status === 'unavailable' || earlier.value === 0) {
    return null
  }
  const ratio = (current.value - earlier.value) / Math.abs(earlier.value)
  if (direction === 'none' || ratio === 0) {
    return { ratio, verdict: 'neutral' }
  }
  return { ratio, verdict: ratio > 0 === (direction === 'up') ? 'better' : 'worse' }
}

export function formatChange({ ratio }: Change, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(ratio) < 0.1 ? 1 : 0,
  }).format(ratio)
}
