import { decimalToMicros, minorDigits } from './money.js'

/** A value that cannot be read the way the manifest says. Its message is shown beside the record. */
export class MappingFault extends Error {}

type Value = unknown

/**
 * The functions that expressions may call besides CEL's own. Every one answers null for a missing value, so
 * that absence stays absence; a value of the wrong kind is a fault that rejects the record.
 */
export const FUNCTIONS: Readonly<
  Record<string, { signature: string; call: (...values: unknown[]) => Value }>
> = {
  number: { signature: 'number(dyn): dyn', call: toNumber },
  text: { signature: 'text(dyn): dyn', call: toText },
  lower: { signature: 'lower(dyn): dyn', call: (v) => toText(v)?.toLowerCase() ?? null },
  upper: { signature: 'upper(dyn): dyn', call: (v) => toText(v)?.toUpperCase() ?? null },
  /** `SEARCH_PARTNERS` → `Search partners`. */
  humanize: { signature: 'humanize(dyn): dyn', call: humanize },
  coalesce: { signature: 'coalesce(dyn, dyn): dyn', call: (a, b) => a ?? b ?? null },
  /** Decimal amount in major units → integer micros. */
  micros: { signature: 'micros(dyn): dyn', call: micros },
  /** Amount in the currency's minor unit → integer micros: 2000 usd, 2000 jpy and 2000 kwd all differ. */
  minorToMicros: { signature: 'minorToMicros(dyn, dyn): dyn', call: minorToMicros },
  unixToIso: { signature: 'unixToIso(dyn): dyn', call: (v) => instant(v, 1_000) },
  millisToIso: { signature: 'millisToIso(dyn): dyn', call: (v) => instant(v, 1) },
  /** The value as JSON text, to look for a word anywhere in it. */
  json: { signature: 'json(dyn): string', call: (v) => JSON.stringify(v ?? null) },
  /** Last part of a path-like id: `customers/1/campaigns/2` → `2`. */
  lastSegment: { signature: 'lastSegment(dyn): dyn', call: lastSegment },
  /** Only the digits: `123-456-7890` → `1234567890`. */
  digits: {
    signature: 'digits(dyn): dyn',
    call: (v) => toText(v)?.replaceAll(/\D/g, '') ?? null,
  },
}

function toNumber(value: Value): number | null {
  if (value === null || value === undefined) {
    return null
  }
  if (typeof value === 'number') {
    return value
  }
  const number = typeof value === 'string' ? numberIn(value) : Number.NaN
  if (Number.isNaN(number)) {
    throw new MappingFault(`${quote(value)} is not a number`)
  }
  return number
}

/** To JavaScript, a blank text is zero. */
function numberIn(text: string): number {
  const number = Number(text)
  return number === 0 && text.trim() === '' ? Number.NaN : number
}

function toText(value: Value): string | null {
  if (value === null || value === undefined) {
    return null
  }
  if (typeof value === 'object') {
    throw new MappingFault(`${quote(value)} is not a text`)
  }
  return String(value)
}

function humanize(value: Value): string | null {
  const text = toText(value)
  if (!text) {
    return text
  }
  const words = text.toLowerCase().replaceAll('_', ' ')
  return words[0].toUpperCase() + words.slice(1)
}

function micros(value: Value): number | null {
  if (value === null || value === undefined) {
    return null
  }
  const amount = decimalToMicros(value)
  if (Number.isNaN(amount)) {
    throw new MappingFault(`${quote(value)} is not an amount`)
  }
  return amount
}

function minorToMicros(value: Value, currency: Value): number | null {
  const amount = toNumber(value)
  if (amount === null) {
    return null
  }
  if (typeof currency !== 'string' || currency.length !== 3) {
    throw new MappingFault(`${quote(currency)} is not a currency, so the amount cannot be read`)
  }
  return Math.round(amount * 10 ** (6 - minorDigits(currency)))
}

function instant(value: Value, millisPerUnit: number): string | null {
  const number = toNumber(value)
  if (number === null) {
    return null
  }
  const date = new Date(number * millisPerUnit)
  if (Number.isNaN(date.getTime())) {
    throw new MappingFault(`${quote(value)} is not a time`)
  }
  return date.toISOString()
}

function lastSegment(value: Value): string | null {
  const text = toText(value)
  return text === null ? null : text.slice(text.lastIndexOf('/') + 1)
}

/** A value as it may stand in a sentence: short, and never a whole object. */
export function quote(value: Value): string {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
  return text === undefined ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}…` : text
}
