/** Digits of the smallest unit that a vendor counts in, by currency code, where they differ from ISO 4217. */
export type MinorUnits = Readonly<Record<string, number>>

/** Digits after the point per ISO 4217; two where a currency is not named here. */
const ZERO_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
)
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

export function minorDigits(currency: string, units: MinorUnits = {}): number {
  const code = currency.toUpperCase()
  if (Object.hasOwn(units, code)) {
    return units[code]
  }
  if (ZERO_DECIMALS.has(code)) {
    return 0
  }
  return THREE_DECIMALS.has(code) ? 3 : 2
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/

/**
 * A decimal amount in major units as integer micros. Texts are converted digit by digit, so `"0.1"` is
 * exactly 100000; digits past the sixth are rounded half away from zero. NaN where it is no number.
 */
export function decimalToMicros(amount: unknown): number {
  if (typeof amount === 'number') {
    return Math.round(amount * 1_000_000)
  }
  const match = typeof amount === 'string' ? DECIMAL.exec(amount.trim()) : null
  if (!match) {
    return Number.NaN
  }
  const [, sign, whole, fraction = ''] = match
  const digits = fraction.padEnd(7, '0')
  const micros = Number(whole) * 1_000_000 + Number(digits.slice(0, 6)) + (digits[6] >= '5' ? 1 : 0)
  return sign === '-' ? -micros : micros
}
