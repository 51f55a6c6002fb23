import { DateTime } from 'luxon'
import { endOfPeriod, startOfPeriod } from '#shared/periods'
import { addDays } from '#shared/time_zones'
import type { Every } from '../types.js'

/** After a longer silence only the last days are worth a message. */
const MOST_DAYS = 14

/**
 * The first days of the days, weeks or months that became complete since `judgedUntil` (their last day), oldest first. Of a rule that has
 * judged nothing yet the latest one only.
 */
export function daysToJudge(
  judgedUntil: string | null,
  completeUntil: string | null,
  every: Every
): string[] {
  if (completeUntil === null) {
    return []
  }
  const latest = latestComplete(completeUntil, every)
  const oldest = addDays(latest, -MOST_DAYS)
  const first = judgedUntil === null ? latest : [addDays(judgedUntil, 1), oldest].sort()[1]
  return eachPeriod(first, latest, every)
}

/** The first day of the last period that is complete by a day. */
export function latestComplete(completeUntil: string, every: Every): string {
  const start = startOfPeriod(completeUntil, every)
  return endOfPeriod(start, every) <= completeUntil
    ? start
    : startOfPeriod(addDays(start, -1), every)
}

export function eachPeriod(from: string, to: string, every: Every): string[] {
  const days: string[] = []
  let day = startOfPeriod(from, every)
  day = day < from ? next(day, every) : day
  for (; day <= to; day = next(day, every)) {
    days.push(day)
  }
  return days
}

const next = (day: string, every: Every) =>
  DateTime.fromISO(day, { zone: 'utc' })
    .plus({ [`${every}s`]: 1 })
    .toISODate()!
