import { DateTime, type DateTimeUnit } from 'luxon'
import type { DayRange, RangePreset, WeekStart } from '../types.js'
import { endOfUnit, startOfUnit } from './weeks.js'

export interface Clock {
  now: DateTime
  timeZone: string
  /** First and last day that any source has rows of; only `all_time` needs them. */
  earliest: string | null
  latest?: string | null
  weekStart?: WeekStart
}

type Shift = { days?: number; weeks?: number; months?: number; quarters?: number; years?: number }
/** First and last day of a preset, seen from today. */
type PresetRule = (
  today: DateTime,
  known: Pick<Clock, 'earliest' | 'latest' | 'weekStart'>
) => [DateTime, DateTime]

/** Ranges that end yesterday hold whole days only; ranges named "this …" run up to today. */
const lastDays =
  (days: number): PresetRule =>
  (today) => [today.minus({ days }), today.minus({ days: 1 })]
const thisUnit =
  (unit: DateTimeUnit): PresetRule =>
  (today, { weekStart }) => [startOfUnit(today, unit, weekStart), today]
const lastUnit =
  (unit: DateTimeUnit, back: Shift): PresetRule =>
  (today, { weekStart }) => [
    startOfUnit(today.minus(back), unit, weekStart),
    endOfUnit(today.minus(back), unit, weekStart),
  ]

const PRESETS: Record<RangePreset, PresetRule> = {
  today: (today) => [today, today],
  yesterday: lastDays(1),
  last_7_days: lastDays(7),
  last_14_days: lastDays(14),
  last_28_days: lastDays(28),
  last_30_days: lastDays(30),
  last_90_days: lastDays(90),
  this_week: thisUnit('week'),
  last_week: lastUnit('week', { weeks: 1 }),
  this_month: thisUnit('month'),
  last_month: lastUnit('month', { months: 1 }),
  this_quarter: thisUnit('quarter'),
  last_quarter: lastUnit('quarter', { quarters: 1 }),
  this_year: thisUnit('year'),
  last_year: lastUnit('year', { years: 1 }),
  last_12_weeks: (today, { weekStart }) => {
    const thisWeek = startOfUnit(today, 'week', weekStart)
    return [thisWeek.minus({ weeks: 12 }), thisWeek.minus({ days: 1 })]
  },
  last_12_months: (today) => [today.minus({ months: 12 }), today.minus({ days: 1 })],
  all_time: (today, { earliest, latest }) => [dayOr(earliest, today), dayOr(latest, today)],
}

const dayOr = (day: string | null | undefined, other: DateTime) =>
  day ? DateTime.fromISO(day, { zone: 'utc' }) : other

export const RANGE_PRESETS = Object.keys(PRESETS) as RangePreset[]

export function daysOfPreset(
  preset: RangePreset,
  { now, timeZone, ...known }: Clock
): [DateTime, DateTime] {
  const local = now.setZone(timeZone)
  return PRESETS[preset](DateTime.utc(local.year, local.month, local.day), known)
}

/** The days of every preset as seen now, so that a person sees what each means. `all_time` depends on the numbers. */
export function presetDays(
  now: DateTime,
  timeZone: string
): Partial<Record<RangePreset, DayRange>> {
  const clock = { now, timeZone, earliest: null }
  const named = RANGE_PRESETS.filter((preset) => preset !== 'all_time')
  return Object.fromEntries(
    named.map((preset) => {
      const [from, to] = daysOfPreset(preset, clock)
      return [preset, { from: from.toISODate()!, to: to.toISODate()! }]
    })
  )
}
