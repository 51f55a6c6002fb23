import { DateTime } from 'luxon'
import type { SampleDay, UnixSeconds } from '#kit'
import { dayInZone } from '#shared/time_zones'

const DAY_MS = 86_400_000

const toMs = (day: SampleDay) => Date.parse(`${day}T00:00:00Z`)

export function addDays(day: SampleDay, count: number): SampleDay {
  return new Date(toMs(day) + count * DAY_MS).toISOString().slice(0, 10)
}

export function daysBetween(from: SampleDay, to: SampleDay): number {
  return Math.round((toMs(to) - toMs(from)) / DAY_MS)
}

export function daysFrom(from: SampleDay, to: SampleDay): SampleDay[] {
  const count = Math.max(0, daysBetween(from, to) + 1)
  return Array.from({ length: count }, (_, index) => addDays(from, index))
}

/** 0 is Sunday. */
export const weekdayOf = (day: SampleDay): number => new Date(toMs(day)).getUTCDay()

/** The calendar day that the moment falls on in the zone. */
export function dayIn(timeZone: string, at: Date): SampleDay {
  return dayInZone(at.getTime(), timeZone)
}

const midnights = new Map<string, UnixSeconds>()

/** When the day begins in the zone. Remembered: the generator asks for the same days again and again. */
export function startOfDay(timeZone: string, day: SampleDay): UnixSeconds {
  const key = `${timeZone} ${day}`
  const known = midnights.get(key)
  if (known !== undefined) {
    return known
  }
  const seconds = DateTime.fromISO(day, { zone: timeZone }).toUnixInteger()
  midnights.set(key, seconds)
  return seconds
}

/**
 * A moment of the day at the given share of its length, which is 23 or 25 hours where the clock
 * changes.
 */
export function momentOf(timeZone: string, day: SampleDay, share: number): UnixSeconds {
  const start = startOfDay(timeZone, day)
  return start + Math.floor((startOfDay(timeZone, addDays(day, 1)) - start) * share)
}

/** How much of the day is over at the moment, in whole hours, as a share. */
export function shareElapsed(timeZone: string, day: SampleDay, now: Date): number {
  const start = startOfDay(timeZone, day)
  const length = startOfDay(timeZone, addDays(day, 1)) - start
  const elapsed = Math.floor((now.getTime() / 1000 - start) / 3600) * 3600
  return Math.min(1, Math.max(0, elapsed / length))
}
