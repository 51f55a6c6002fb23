import { DateTime } from 'luxon'
import { addDays } from './time_zones.js'

export const PACES = ['linear', 'working_days', 'seasonal'] as const

/** `linear`: every day alike. `working_days`: Monday to Friday. `seasonal`: as the same period a year before. */
export type Pace = (typeof PACES)[number]

export const PACE_PERIODS = ['month', 'quarter', 'year'] as const
export type PacePeriod = (typeof PACE_PERIODS)[number]

export interface Pacing {
  pace: Pace
  period: PacePeriod
}

/** The first and last day of the period that a day is in. */
export function periodAround(day: string, period: PacePeriod): { from: string; to: string } {
  const at = DateTime.fromISO(day, { zone: 'utc' })
  return { from: at.startOf(period).toISODate()!, to: at.endOf(period).toISODate()! }
}

/**
 * How much of a period should be done at the end of a day, from 0 to 1. `earlier` answers the number of a day a year before;
 * a season that is not known for the whole period paces linearly.
 */
export function shareBy(
  day: string,
  { pace, period }: Pacing,
  earlier: (day: string) => number | null
): number {
  const { from, to } = periodAround(day, period)
  const weights = { linear: () => 1, working_days: workingDay, seasonal: () => 1 }
  if (pace === 'seasonal') {
    return seasonalShare({ from, day, to }, earlier) ?? shareOf({ from, day, to }, weights.linear)
  }
  return shareOf({ from, day, to }, weights[pace])
}

interface Span {
  from: string
  day: string
  to: string
}

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()
const workingDay = (day: string) => ([0, 6].includes(weekdayOf(day)) ? 0 : 1)

function shareOf({ from, day, to }: Span, weightOf: (day: string) => number): number {
  const whole = totalOf(from, to, weightOf)
  return whole === 0 ? 0 : totalOf(from, day, weightOf) / whole
}

function seasonalShare(span: Span, earlier: (day: string) => number | null): number | null {
  const weights = new Map<string, number>()
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) {
    const value = earlier(yearBefore(day))
    if (value === null || value < 0) {
      return null
    }
    weights.set(day, value)
  }
  const whole = [...weights.values()].reduce((sum, value) => sum + value, 0)
  return whole > 0 ? shareOf(span, (day) => weights.get(day)!) : null
}

const yearBefore = (day: string) =>
  DateTime.fromISO(day, { zone: 'utc' }).minus({ years: 1 }).toISODate()!

function totalOf(from: string, to: string, weightOf: (day: string) => number): number {
  let sum = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    sum += weightOf(day)
  }
  return sum
}
