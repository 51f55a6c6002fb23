import { DateTime, Duration } from 'luxon'
import { endOfPeriod, startOfPeriod, type Period } from '#shared/periods'
import type { DayWindow } from '../run_records.js'

/** How far back the first sync of a source goes where neither the person nor the connector says. */
export const DEFAULT_EARLIEST = 'P30D'

/** The part of a manifest's cursor that decides which days are read. */
export interface WindowRules {
  /** Length of one slice. */
  step?: string
  /** How far back each sync reads again. */
  lookback?: string
  earliest?: string
  /** What a row stands for: windows and slices hold whole ones of it. */
  period?: Period
}

/** Where an unfinished reading of a part stands. */
export interface ResumePoint {
  /** First day of this reading; reconciliation covers it from here. */
  start: string
  /** First day that is not yet complete. */
  from: string
  /** Last day of the slice that is being read; null before it begins. */
  until: string | null
  /** The vendor's own place inside the slice. */
  resume: unknown
  /** Today when this reading began: what `done` becomes, so that look-back never leaves a hole. */
  since: string
  /** Set where the reading belongs to one run only, as a backfill does. */
  runId?: string
}

/** State of one connection × stream × part. */
export interface ReadState {
  /** The day up to which the last complete reading went. */
  done: string | null
  at: ResumePoint | null
  /** Where readings go on that do not go by days, in the source's own terms. */
  mark?: unknown
}

export interface WindowRequest {
  state: ReadState
  rules: WindowRules
  /** Today in the account's zone. */
  today: string
  /** Where the person wants the source to begin. */
  backfillFrom: string | null
}

/** Today as a day of the account, which is another day than ours for half the world. */
export function todayIn(timeZone: string, now: Date): string {
  const local = DateTime.fromJSDate(now).setZone(timeZone)
  return (local.isValid ? local : DateTime.fromJSDate(now).toUTC()).toISODate()!
}

/** The days a regular sync reads, from the last complete day less the look-back up to today. */
export function regularWindow(request: WindowRequest): DayWindow {
  const { from, to } = daysToRead(request)
  // A month that is asked for in part is answered in part, and would replace the whole one.
  return { from: startOfPeriod(from, request.rules.period ?? 'day'), to }
}

function daysToRead({ state, rules, today, backfillFrom }: WindowRequest): DayWindow {
  if (state.at) {
    // Resuming: the look-back was applied when this reading began, and would never end otherwise.
    return { from: earlierOf(state.at.from, today), to: today }
  }
  if (state.done) {
    const again = minus(state.done, rules.lookback ?? 'P0D')
    // What the person did not want read at first is not read as a look-back either.
    return { from: earlierOf(laterOf(again, backfillFrom ?? again), today), to: today }
  }
  const from = backfillFrom ?? minus(today, rules.earliest ?? DEFAULT_EARLIEST)
  return { from: earlierOf(from, today), to: today }
}

/** The slice of a window that begins at `from`. */
export function sliceAt(window: DayWindow, from: string, { step, period }: WindowRules): DayWindow {
  const end = step ? endOfPeriod(minus(plus(from, step), 'P1D'), period ?? 'day') : window.to
  return { from, to: earlierOf(laterOf(end, from), window.to) }
}

/** The first half of a slice, or null where it is a single day already. */
export function firstHalf({ from, to }: DayWindow): DayWindow | null {
  const days = daysBetween(from, to)
  return days < 1 ? null : { from, to: plus(from, `P${Math.floor((days - 1) / 2)}D`) }
}

export const dayAfter = (day: string) => plus(day, 'P1D')

export function daysBetween(from: string, to: string): number {
  return DateTime.fromISO(to, UTC).diff(DateTime.fromISO(from, UTC), 'days').days
}

/** Days are calendar days without a zone; computing them in UTC keeps daylight saving out. */
const UTC = { zone: 'utc' }

function plus(day: string, duration: string) {
  return DateTime.fromISO(day, UTC).plus(wholeDays(duration)).toISODate()!
}

function minus(day: string, duration: string) {
  return DateTime.fromISO(day, UTC).minus(wholeDays(duration)).toISODate()!
}

/** A step below a day is read as one day, because days are the smallest part of a fact. */
function wholeDays(duration: string) {
  const parsed = Duration.fromISO(duration)
  const hasTime = parsed.hours + parsed.minutes + parsed.seconds > 0
  const { years, months, weeks, days } = parsed
  return { years, months, weeks, days: days + (hasTime ? 1 : 0) }
}

const earlierOf = (a: string, b: string) => (a < b ? a : b)
const laterOf = (a: string, b: string) => (a > b ? a : b)
