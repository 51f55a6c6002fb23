import { DateTime, Duration } from 'luxon'
import { Refusal } from '#foundation'
import type { Comparison, DayRange, Grain, MetricQuery, WeekStart } from '../types.js'
import { endOfUnit, startOfUnit } from './weeks.js'
import { daysOfPreset, type Clock } from './presets.js'

/** Longer than any history; an answer is made up of days whatever its grain is. */
const MOST_YEARS = 250

/** First and last day of a question, presets seen from today in the question's time zone. */
export function resolveRange(range: MetricQuery['range'], clock: Clock): DayRange {
  const [from, to] = 'preset' in range ? daysOfPreset(range.preset, clock) : ofDays(range)
  const asked = daysOf(from, to)
  if (spansMoreThan(MOST_YEARS, asked)) {
    throw refuseWide(`This question covers more than ${MOST_YEARS} years.`)
  }
  return asked
}

export const spansMoreThan = (years: number, { from, to }: DayRange) =>
  DateTime.fromISO(from).plus({ years }) < DateTime.fromISO(to)

function ofDays(range: DayRange): [DateTime, DateTime] {
  const [from, to] = [readDay(range.from), readDay(range.to)]
  if (from > to) {
    throw refuseRange(
      `The range ends on ${range.to}, before it begins on ${range.from}. Exchange the two days.`
    )
  }
  return [from, to]
}

function readDay(text: string): DateTime {
  const day = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: 'utc' })
  // The calendar of the database has no year 0, and comparisons go back.
  if (!day.isValid || day.year < 1000) {
    throw refuseRange(`"${text}" is not a day of the calendar. Write days as YYYY-MM-DD.`)
  }
  return day
}

function refuseRange(message: string) {
  return new Refusal({ code: 'E_RANGE_INVALID', status: 422, message })
}

const WEEKS_OF_YEAR = 52
const CALENDAR_UNITS = ['year', 'quarter', 'month', 'week'] as const

/**
 * The days to compare with. `previous_year`: the same calendar days a year before. `previous_period`: whole
 * calendar units (June) meet whole units (May); "this month" so far meets the same days of the month before;
 * any other range meets as many days right before it.
 */
export function comparisonRange(
  range: DayRange,
  kind: Comparison,
  { range: asked, weekStart }: Pick<MetricQuery, 'range' | 'weekStart'>
): DayRange | null {
  if (kind === 'none') {
    return null
  }
  const [from, to] = [readDay(range.from), readDay(range.to)]
  if (kind === 'previous_year') {
    return daysOf(from.minus({ years: 1 }), endOneYearBefore(from, to))
  }
  if (kind === 'same_weeks_last_year') {
    return daysOf(from.minus({ weeks: WEEKS_OF_YEAR }), to.minus({ weeks: WEEKS_OF_YEAR }))
  }
  const running = 'preset' in asked && /^this_(\w+)$/.exec(asked.preset)
  if (running) {
    const back = Duration.fromObject({ [`${running[1]}s`]: 1 })
    return daysOf(from.minus(back), DateTime.min(to.minus(back), from.minus({ days: 1 })))
  }
  return wholeUnitsBefore([from, to], weekStart) ?? daysBefore(from, to)
}

/** A whole February is compared with a whole February; parts of it with the same days. */
function endOneYearBefore(from: DateTime, to: DateTime) {
  const before = to.minus({ years: 1 })
  const areWholeMonths = from.day === 1 && to.hasSame(to.endOf('month'), 'day')
  return areWholeMonths ? before.endOf('month') : before
}

function wholeUnitsBefore([from, to]: [DateTime, DateTime], week?: WeekStart): DayRange | null {
  for (const unit of CALENDAR_UNITS) {
    const isWhole =
      from.equals(startOfUnit(from, unit, week)) && to.hasSame(endOfUnit(to, unit, week), 'day')
    if (isWhole) {
      const units = Math.round(to.plus({ days: 1 }).diff(from, `${unit}s`).get(`${unit}s`))
      return daysOf(from.minus({ [`${unit}s`]: units }), from.minus({ days: 1 }))
    }
  }
  return null
}

function daysBefore(from: DateTime, to: DateTime): DayRange {
  const days = Math.round(to.diff(from, 'days').days) + 1
  return daysOf(from.minus({ days }), from.minus({ days: 1 }))
}

function daysOf(from: DateTime, to: DateTime): DayRange {
  return { from: from.toISODate()!, to: to.toISODate()! }
}

/** More points than a screen, a file or a person can use. */
const MAX_BUCKETS = 5_000

/** The first day of every bucket of the range, in order; one for `total`. The first may begin before it. */
export function bucketsOf(range: DayRange, grain: Grain, week?: WeekStart): string[] {
  if (grain === 'total') {
    return [range.from]
  }
  const unit = grain === 'hour' ? 'day' : grain
  const to = readDay(range.to)
  const buckets: string[] = []
  const first = startOfUnit(readDay(range.from), unit, week)
  for (let day = first; day <= to; day = day.plus({ [`${unit}s`]: 1 })) {
    buckets.push(...(grain === 'hour' ? hoursOf(day.toISODate()!) : [day.toISODate()!]))
    if (buckets.length > MAX_BUCKETS) {
      throw refuseWide(
        `This question has more than ${MAX_BUCKETS.toLocaleString('en')} points in time.`
      )
    }
  }
  return buckets
}

function hoursOf(day: string) {
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}:00`)
}

export function refuseWide(message: string) {
  return new Refusal({
    code: 'E_QUERY_TOO_WIDE',
    status: 422,
    message: `${message} Choose a shorter period, a coarser granularity, or fewer breakdowns.`,
  })
}

/** Last day of the bucket that begins on `start`, for the question what is known about it. */
export function bucketEnd(start: string, grain: Grain, range: DayRange): string {
  if (grain === 'total') {
    return range.to
  }
  const day = start.slice(0, 10)
  if (grain === 'hour' || grain === 'day') {
    return day
  }
  const next = DateTime.fromISO(day, { zone: 'utc' }).plus({ [`${grain}s`]: 1 })
  return next.minus({ days: 1 }).toISODate()!
}
