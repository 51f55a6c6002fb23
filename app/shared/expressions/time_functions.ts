import { DateTime } from 'luxon'
import { MappingFault, quote, toNumber, toText, type ExpressionFunction } from './plain_values.js'

/** A time in a format of the vendor's (https://moment.github.io/luxon/#/parsing?id=table-of-tokens) as an ISO instant. */
function timeOf(value: unknown, format: unknown, zone: unknown = 'UTC'): string | null {
  const text = toText(value)
  if (text === null || text === '') {
    return null
  }
  const time = DateTime.fromFormat(text, String(format), {
    zone: String(zone ?? 'UTC'),
    locale: 'en',
  })
  if (!time.isValid) {
    throw new MappingFault(`${quote(text)} is no time like ${format}`)
  }
  return time.toUTC().toISO()
}

/** A day or an ISO instant in a format that a vendor asks for, in a zone where it is an instant. */
function formatTime(value: unknown, format: unknown, zone: unknown = 'UTC'): string | null {
  const text = toText(value)
  if (text === null) {
    return null
  }
  const time = DateTime.fromISO(text, { zone: String(zone ?? 'UTC'), locale: 'en' })
  if (!time.isValid) {
    throw new MappingFault(`${quote(text)} is no time`)
  }
  return time.toFormat(String(format))
}

/** An ISO instant in seconds since 1970, with their fraction; one without a zone is in UTC. */
function unixOf(value: unknown): number | null {
  const text = toText(value)
  if (text === null || text === '') {
    return null
  }
  const time = DateTime.fromISO(text, { zone: 'utc' })
  if (!time.isValid) {
    throw new MappingFault(`${quote(text)} is no time`)
  }
  return time.toMillis() / 1_000
}

function dateOf(...parts: unknown[]): string | null {
  const [year, month, day] = parts.map(toNumber)
  if (year === null || month === null || day === null) {
    return null
  }
  const digits = (number: number, length: number) => String(number).padStart(length, '0')
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

function addDays(value: unknown, days: unknown): string | null {
  const day = toText(value)
  const time = day === null ? null : DateTime.fromISO(day, { zone: 'utc' })
  return time?.plus({ days: Number(days) }).toISODate() ?? null
}

/** Functions over dates and times. */
export const TIME_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  /** A time in a notation of its own, such as `"yyyyMMddHHmmss"`, and a zone (UTC where not said) → ISO 8601. */
  timeOf: { signature: ['timeOf(dyn, dyn): dyn', 'timeOf(dyn, dyn, dyn): dyn'], call: timeOf },
  /** A time or day in another notation (Luxon: `"yyyyMMdd"`, `"M"`) and zone. */
  formatTime: {
    signature: ['formatTime(dyn, dyn): dyn', 'formatTime(dyn, dyn, dyn): dyn'],
    call: formatTime,
  },
  /** Seconds since 1970 of a day or an ISO 8601 time. */
  unixOf: { signature: 'unixOf(dyn): dyn', call: unixOf },
  /** Year, month and day as three numbers → `YYYY-MM-DD`. */
  dateOf: { signature: 'dateOf(dyn, dyn, dyn): dyn', call: dateOf },
  /** A day that many days later; a negative number is earlier. */
  addDays: { signature: 'addDays(dyn, dyn): dyn', call: addDays },
}
