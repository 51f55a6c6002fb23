import type { DateTime, DateTimeUnit } from 'luxon'
import type { WeekStart } from '../types.js'

/** Luxon's weeks begin on Monday; those that begin on Sunday are one day ahead of them. */
export function startOfUnit(day: DateTime, unit: DateTimeUnit, week: WeekStart = 'monday') {
  return unit === 'week' && week === 'sunday'
    ? day.plus({ days: 1 }).startOf('week').minus({ days: 1 })
    : day.startOf(unit)
}

export function endOfUnit(day: DateTime, unit: DateTimeUnit, week: WeekStart = 'monday') {
  return unit === 'week' && week === 'sunday'
    ? day.plus({ days: 1 }).endOf('week').minus({ days: 1 })
    : day.endOf(unit)
}
