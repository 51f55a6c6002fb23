import { quote } from '#shared/expressions/functions'
import { Rejection } from './rejection.js'
import { dayInZone, isTimeZone } from '#shared/time_zones'

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})$/
const EARLIEST_YEAR = 1990

/** Places a date or an instant on a day. Instants need a zone; dates are taken as they are. */
export function dayOf(value: unknown, timeZone: string | null, today: string): string {
  if (value === null || value === undefined || value === '') {
    throw new Rejection('E_DATE_MISSING', 'date', 'The date is missing.')
  }
  const day = typeof value === 'string' ? readDay(value, timeZone ?? 'UTC') : null
  if (!day) {
    throw new Rejection('E_DATE_INVALID', 'date', `The date ${quote(value)} is not a date.`)
  }
  return plausible(day, today)
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
