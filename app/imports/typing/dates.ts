export type DateOrder = 'dmy' | 'mdy'

/** How the dates of a column are written. Text dates with names or leading years read the same in any style. */
export const DATE_STYLES = [
  'text',
  'compact',
  'excel_serial',
  'epoch_seconds',
  'epoch_milliseconds',
] as const
export type DateStyle = (typeof DATE_STYLES)[number]

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TIME = '(?:[T,\\s]\\s*(\\d{1,2}:\\d{2}.*))?'
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}$`)
const YEAR_LAST = new RegExp(`^(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{4}|\\d{2})\\.?${TIME}$`)
const DAY_NAMED = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?[-. /]*([A-Za-z]{3,9})\\.?[-, /]*(\\d{4}|\\d{2})${TIME}$`
)
const NAMED_DAY = new RegExp(
  `^([A-Za-z]{3,9})\\.?[- ]*(\\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\\d{4})${TIME}$`
)
const YEAR_MONTH = /^(\d{4})-(\d{2})$/
const NAMED_MONTH = /^([A-Za-z]{3,9})\.?[- ](\d{4})$/
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i
const DAY_MS = 86_400_000
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)

export interface DateRule {
  style: DateStyle
  order: DateOrder
  /** Where the days of counted moments begin; without it, at midnight UTC. */
  timeZone?: string
}

/** The day as `YYYY-MM-DD`, in the zone it was written in; undefined where the text is no date. */
export function parseDay(text: string, { style, order, timeZone }: DateRule): string | undefined {
  const trimmed = text.trim()
  switch (style) {
    case 'text':
      return parseTextDay(trimmed, order)
    case 'compact':
      return /^\d{8}$/.test(trimmed)
        ? day(trimmed.slice(0, 4), trimmed.slice(4, 6), trimmed.slice(6))
        : parseTextDay(trimmed, order)
    default:
      return parseCountedDay(trimmed, style, timeZone) ?? parseTextDay(trimmed, order)
  }
}

function parseCountedDay(text: string, style: DateStyle, timeZone = 'UTC'): string | undefined {
  if (!/^\d+(?:\.\d+)?$/.test(text)) {
    return undefined
  }
  const value = Number(text)
  if (style === 'excel_serial') {
    return dayOfMoment(EXCEL_EPOCH_MS + value * DAY_MS, 'UTC')
  }
  return dayOfMoment(value * (style === 'epoch_seconds' ? 1_000 : 1), timeZone)
}

const formats = new Map<string, Intl.DateTimeFormat>()
/** All zones are whole quarters of an hour away from UTC, so the moments of a quarter have one day. */
const QUARTER_MS = 900_000
const MAX_CACHED_QUARTERS = 20_000
const quarters = new Map<string, string>()

function dayOfMoment(ms: number, timeZone: string): string | undefined {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 2200) {
    return undefined
  }
  if (timeZone === 'UTC') {
    return date.toISOString().slice(0, 10)
  }
  const place = `${timeZone} ${Math.floor(ms / QUARTER_MS)}`
  const known = quarters.get(place) ?? formatIn(timeZone).format(date)
  if (quarters.size < MAX_CACHED_QUARTERS) {
    quarters.set(place, known)
  }
  return known
}

/** Swedish dates are ISO dates. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone })
  formats.set(timeZone, format)
  return format
}

function parseTextDay(written: string, order: DateOrder): string | undefined {
  const numeric = parseNumericDay(written, order)
  if (numeric || !/[a-z]/i.test(written)) {
    return numeric
  }
  const text = written.replace(WEEKDAY, '')
  const dayNamed = text.match(DAY_NAMED)
  if (dayNamed) {
    return day(fullYear(dayNamed[3]), monthOf(dayNamed[2]), dayNamed[1])
  }
  const namedDay = text.match(NAMED_DAY)
  if (namedDay) {
    return day(namedDay[3], monthOf(namedDay[1]), namedDay[2])
  }
  const namedMonth = text.match(NAMED_MONTH)
  return namedMonth ? day(namedMonth[2], monthOf(namedMonth[1]), '1') : undefined
}

function parseNumericDay(text: string, order: DateOrder): string | undefined {
  const yearFirst = text.match(YEAR_FIRST)
  if (yearFirst) {
    return day(yearFirst[1], yearFirst[2], yearFirst[3])
  }
  const yearLast = text.match(YEAR_LAST)
  if (yearLast) {
    const [, first, second, year] = yearLast
    return order === 'dmy' ? day(fullYear(year), second, first) : day(fullYear(year), first, second)
  }
  const month = text.match(YEAR_MONTH)
  return month ? day(month[1], month[2], '1') : undefined
}

/** Two-digit years: 00–69 are this century, 70–99 the last one (POSIX). */
function fullYear(year: string): string {
  return year.length === 4 ? year : String(Number(year) + (Number(year) < 70 ? 2000 : 1900))
}

function monthOf(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function day(year: string, month: string, dayOfMonth: string): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(dayOfMonth)]
  const isReal = m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m) && y >= 1900 && y <= 2200
  return isReal ? `${y}-${pad(m)}-${pad(d)}` : undefined
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** What one cell says about the order of day and month. */
export function orderEvidence(text: string): DateOrder | 'either' | undefined {
  const parts = text.trim().match(YEAR_LAST)
  if (!parts) {
    return undefined
  }
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  if (first > 12 && second <= 12) {
    return 'dmy'
  }
  return second > 12 && first <= 12 ? 'mdy' : 'either'
}

export function hasTime(text: string): boolean {
  return /\d{1,2}:\d{2}/.test(text)
}
