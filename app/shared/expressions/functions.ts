import { sentField } from './paths.js'
import { LIST_FUNCTIONS } from './list_functions.js'
import { decimalToMicros, minorDigits, type MinorUnits } from './money.js'
import { MappingFault, quote, toNumber, toText, type ExpressionFunction } from './plain_values.js'
import { TEXT_FUNCTIONS } from './text_functions.js'
import { TIME_FUNCTIONS } from './time_functions.js'

export { MappingFault, quote } from './plain_values.js'

type Value = unknown

/**
 * The functions that expressions may call besides CEL's own. Every one answers null for a missing value, so
 * that absence stays absence; a value of the wrong kind is a fault that rejects the record.
 */
export const FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  ...LIST_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...TIME_FUNCTIONS,
  /** A number, also one that is written as text. */
  number: { signature: 'number(dyn): dyn', call: toNumber },
  /** A number or text as text. */
  text: { signature: 'text(dyn): dyn', call: toText },
  /** In lower case. */
  lower: { signature: 'lower(dyn): dyn', call: (v) => toText(v)?.toLowerCase() ?? null },
  /** In upper case. */
  upper: { signature: 'upper(dyn): dyn', call: (v) => toText(v)?.toUpperCase() ?? null },
  /** `SEARCH_PARTNERS` → `Search partners`. */
  humanize: { signature: 'humanize(dyn): dyn', call: humanize },
  /** The field at a path, which may be empty but has to be there: a record without it is rejected. */
  sent: { signature: 'sent(dyn, string): dyn', call: sent },
  /** The first value that is not null. */
  coalesce: { signature: 'coalesce(dyn, dyn): dyn', call: (a, b) => a ?? b ?? null },
  /** Decimal amount in major units → integer micros. */
  micros: { signature: 'micros(dyn): dyn', call: micros },
  /** Amount in the currency's minor unit → integer micros: 2000 usd, 2000 jpy and 2000 kwd all differ. */
  minorToMicros: { signature: 'minorToMicros(dyn, dyn): dyn', call: minorToMicros() },
  /** Seconds since 1970 → ISO 8601. */
  unixToIso: { signature: 'unixToIso(dyn): dyn', call: (v) => instant(v, 1_000) },
  /** Milliseconds since 1970 → ISO 8601. */
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

/** The functions of a vendor that counts money in these units. */
export const functionsIn = (units: MinorUnits): typeof FUNCTIONS => ({
  ...FUNCTIONS,
  minorToMicros: { ...FUNCTIONS.minorToMicros, call: minorToMicros(units) },
})

function humanize(value: Value): string | null {
  const text = toText(value)
  if (!text) {
    return text
  }
  const words = text.toLowerCase().replaceAll('_', ' ')
  return words[0].toUpperCase() + words.slice(1)
}

function sent(record: Value, path: Value): Value {
  const found = sentField(record, String(path))
  if (found === undefined) {
    const message = `the record no longer has the field ${quote(path)}, so its numbers stay as they were`
    throw new MappingFault(message)
  }
  return found
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

function minorToMicros(units?: MinorUnits) {
  return (value: Value, currency: Value): number | null => {
    const amount = toNumber(value)
    if (amount === null) {
      return null
    }
    if (typeof currency !== 'string' || currency.length !== 3) {
      throw new MappingFault(`${quote(currency)} is not a currency, so the amount cannot be read`)
    }
    return Math.round(amount * 10 ** (6 - minorDigits(currency, units)))
  }
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
