import { dayOf, periodOf, weekOf, type Period } from './calendar.js'
import { plainDigits } from './plain_digits.js'
import { parseWritten, type DateOrder } from './written_dates.js'

export type { DateOrder } from './written_dates.js'

/** How the dates of a column are written. Text dates with names or leading years read the same in any style. */
export const DATE_STYLES = [
  'text',
  'compact',
  'compact_month',
  'compact_week',
  'compact_hour',
  'dotted_month',
  'year',
  'excel_serial',
  'excel_serial_1904',
  'epoch_seconds',
  'epoch_milliseconds',
  'nth_day',
] as const
export type DateStyle = (typeof DATE_STYLES)[number]

const DAY_MS = 86_400_000
const SERIAL_EPOCH_MS = {
  excel_serial: Date.UTC(1899, 11, 30),
  excel_serial_1904: Date.UTC(1904, 0, 1),
}
const COUNTED = /^\d+(?:\.\d+)?$/

export interface DateRule {
  style: DateStyle
  order: DateOrder
  /** Where the days of counted moments begin; without it, at midnight UTC. */
  timeZone?: string
  /** The day that a column of counted days calls 0. */
  countsFrom?: string
}

/** The day as `YYYY-MM-DD`, in the zone it was written in; of a period its first; undefined where the text is no date. */
export function parseDay(text: string, rule: DateRule): string | undefined {
  return parsePeriod(text, rule)?.day
}

export function parsePeriod(text: string, rule: DateRule): Period | undefined {
  const trimmed = plainDigits(text.trim())
  const plain = rule.style === 'text' ? undefined : parsePlain(trimmed, rule)
  return plain ?? parseWritten(trimmed, rule.order)
}

type CountedStyle = 'excel_serial' | 'excel_serial_1904' | 'epoch_seconds' | 'epoch_milliseconds'

/** Digits of the calendar without a word or a mark that says so. */
const CALENDAR: Record<
  Exclude<DateStyle, CountedStyle | 'text' | 'nth_day'>,
  (text: string) => Period | undefined
> = {
  compact: parseCompact,
  compact_month: parseCompact,
  compact_week: parseCompactWeek,
  compact_hour: (text) => parseCompact(text.slice(0, -2)),
  dotted_month: parseDottedMonth,
  year: (text) => (/^\d{4}$/.test(text) ? periodOf(dayOf(Number(text), 1, 1), 'year') : undefined),
}

function parsePlain(
  text: string,
  { style, timeZone = 'UTC', countsFrom }: DateRule
): Period | undefined {
  if (style in CALENDAR) {
    return CALENDAR[style as keyof typeof CALENDAR](text)
  }
  if (style === 'nth_day') {
    return countsFrom !== undefined && /^\d{1,4}$/.test(text)
      ? moment(Date.parse(countsFrom) + Number(text) * DAY_MS, 'UTC')
      : undefined
  }
  return COUNTED.test(text)
    ? parseCounted(Number(text), style as CountedStyle, timeZone)
    : undefined
}

function parseCounted(count: number, style: CountedStyle, timeZone: string): Period | undefined {
  if (style === 'excel_serial' || style === 'excel_serial_1904') {
    return moment(SERIAL_EPOCH_MS[style] + count * DAY_MS, 'UTC')
  }
  return moment(count * (style === 'epoch_seconds' ? 1_000 : 1), timeZone)
}

function parseCompact(text: string): Period | undefined {
  const [, year, month, day] = text.match(/^(\d{4})(\d{2})(\d{2})?$/) ?? []
  return year === undefined
    ? undefined
    : periodOf(dayOf(Number(year), Number(month), Number(day ?? 1)), day ? 'day' : 'month')
}

/** `202605`: the fifth week of 2026. */
function parseCompactWeek(text: string): Period | undefined {
  const [, year, week] = text.match(/^(\d{4})(\d{2})$/) ?? []
  return year === undefined ? undefined : weekOf(Number(year), Number(week))
}

/** `01.2026`. */
function parseDottedMonth(text: string): Period | undefined {
  const [, month, year] = text.match(/^(\d{1,2})\.(\d{4})$/) ?? []
  return year === undefined ? undefined : periodOf(dayOf(Number(year), Number(month), 1), 'month')
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** All zones are whole quarters of an hour away from UTC, so the moments of a quarter have one day. */
const QUARTER_MS = 900_000
const MAX_CACHED_QUARTERS = 20_000
const quarters = new Map<string, string>()

function moment(ms: number, timeZone: string): Period | undefined {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 2200) {
    return undefined
  }
  if (timeZone === 'UTC') {
    return { day: date.toISOString().slice(0, 10), grain: 'day' }
  }
  const place = `${timeZone} ${Math.floor(ms / QUARTER_MS)}`
  const day = quarters.get(place) ?? formatIn(timeZone).format(date)
  if (quarters.size < MAX_CACHED_QUARTERS) {
    quarters.set(place, day)
  }
  return { day, grain: 'day' }
}

/** Swedish dates are ISO dates. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone })
  formats.set(timeZone, format)
  return format
}

export function hasTime(text: string): boolean {
  return /\d{1,2}:\d{2}/.test(text)
}
