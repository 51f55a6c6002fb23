import { DateTime } from 'luxon'
import type { Comparison } from './rules.js'

const DAY = /^\d{4}-\d\d-\d\d$/

/** Whether the record's value fits what the request asks for. Days compare as days, moments as moments. */
export function fits(by: Comparison, actual: unknown, wanted: unknown): boolean {
  if (by === 'is') {
    return [wanted].flat().map(String).includes(String(actual))
  }
  if (by === 'in') {
    const list = Array.isArray(wanted) ? wanted : String(wanted).split(',')
    return list.map((each) => String(each).trim()).includes(String(actual))
  }
  if (actual === null || actual === undefined || actual === '') {
    return false
  }
  const [left, right] = comparable(actual, wanted, by)
  return ORDER[by](left, right)
}

const ORDER = {
  since: (left: number, right: number) => left >= right,
  after: (left: number, right: number) => left > right,
  until: (left: number, right: number) => left <= right,
  before: (left: number, right: number) => left < right,
  through: (left: number, right: number) => left <= right,
}

/** Both in seconds; where the record knows its day only, the request's moment counts as its day too. */
function comparable(actual: unknown, wanted: unknown, by: Comparison): [number, number] {
  const isDay = typeof actual === 'string' && DAY.test(actual)
  const asked = secondsOf(wanted)
  if (isDay) {
    return [secondsOf(actual), Math.floor(asked / 86_400) * 86_400]
  }
  const endOfDay = by === 'through' && asked % 86_400 === 0 ? 86_399 : 0
  return [secondsOf(actual), asked + endOfDay]
}

/** Seconds since 1970 of any notation that vendors use; numbers that are no times stay themselves. */
function secondsOf(value: unknown): number {
  const text = String(value)
  if (/^\d{13}$/.test(text)) {
    return Number(text) / 1000
  }
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length !== 8) {
    return Number(text)
  }
  const moment = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' })
  return moment.isValid ? moment.toSeconds() : Number.NaN
}
