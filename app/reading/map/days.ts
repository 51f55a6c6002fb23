import { DateTime } from 'luxon'
import { startOfPeriod, type Period } from '#shared/periods'
import { quote } from '#shared/expressions/functions'
import { Rejection } from './rejection.js'
import { dayInZone, isTimeZone } from '#shared/time_zones'

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/
const EARLIEST_YEAR = 1990

export interface DatedValue {
  value: unknown
  timeZone: string | null
  /** What the value stands for. */
  period: Period
}

/** Places a date or an instant on a day: the first one of its period. Instants need a zone; dates are taken as they are. */
export function dayOf({ value, timeZone, period }: DatedValue, today: string): string {
  if (value === null || value === undefined || value === '') {
    throw new Rejection('E_DATE_MISSING', 'date', 'The date is missing.')
  }
  // A year is a number to most vendors; no other number is a date.
  const text = period === 'year' ? String(value) : value
  const day = typeof text === 'string' ? readPeriod(text, timeZone, period) : null
  if (!day) {
    throw new Rejection('E_DATE_INVALID', 'date', `The date ${quote(value)} is not a date.`)
  }
  return plausible(day, today)
}

/** The first day of the period that a text names, or that its day is in. */
function readPeriod(text: string, timeZone: string | null, period: Period): string | null {
  const day = READ[period]?.(text) ?? readDay(text, timeZone ?? 'UTC')
  return day === null || period === 'day' ? day : startOfPeriod(day, period)
}

/** The hour of the day, `00` to `23`; null where the value tells none. */
export function hourOf({ value, timeZone }: Omit<DatedValue, 'period'>): string | null {
  const text = typeof value === 'string' ? value : ''
  const local = LOCAL_HOUR.exec(text)
  if (local) {
    return local[4]
  }
  const at = instantOf(text)
  return at === null ? null : DateTime.fromMillis(at, { zone: timeZone ?? 'UTC' }).toFormat('HH')
}

const LOCAL_HOUR = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?([01]\d|2[0-3])(?::\d{2}){0,2}$/

/** How periods are written that are no days. */
const READ: Partial<Record<Period, (text: string) => string | null>> = {
  hour: (text) => written(LOCAL_HOUR, text, ([, year, month, day]) => `${year}-${month}-${day}`),
  week: (text) => (/^\d{4}-?W\d{2}$/.test(text) ? DateTime.fromISO(text).toISODate() : null),
  month: (text) => written(/^(\d{4})-?(\d{2})$/, text, ([, year, month]) => `${year}-${month}-01`),
  quarter: (text) =>
    written(/^(\d{4})-?Q([1-4])$/, text, ([, year, quarter]) => {
      return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`
    }),
  year: (text) => written(/^(\d{4})$/, text, ([, year]) => `${year}-01-01`),
}

function written(form: RegExp, text: string, day: (parts: RegExpExecArray) => string) {
  const parts = form.exec(text)
  return parts && readDay(day(parts), 'UTC')
}

/** The day a date or an instant stands for; null where it is neither. */
export function readDay(text: string, timeZone: string): string | null {
  const parts = DAY.exec(text)
  if (parts) {
    const [, year, month, date] = parts
    return exists(Number(year), Number(month), Number(date)) ? `${year}-${month}-${date}` : null
  }
  const at = instantOf(text)
  if (at === null) {
    return null
  }
  if (!isTimeZone(timeZone)) {
    throw new Rejection('E_TIME_ZONE', 'timeZone', `${quote(timeZone)} is not a time zone.`)
  }
  return dayInZone(at, timeZone)
}

function exists(year: number, month: number, date: number): boolean {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return month >= 1 && month <= 12 && date >= 1 && date <= days
}

function plausible(day: string, today: string): string {
  const year = Number(day.slice(0, 4))
  if (year < EARLIEST_YEAR || year > Number(today.slice(0, 4)) + 1) {
    throw new Rejection('E_DATE_OUT_OF_RANGE', 'date', `The date ${day} cannot be right.`)
  }
  return day
}

const OFFSET = /T.*(?:Z|[+-]\d{2}:?\d{2})$/

/** An ISO 8601 instant in milliseconds. A time without an offset names no instant: null. */
export function instantOf(text: string): number | null {
  const at = OFFSET.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : at
}
