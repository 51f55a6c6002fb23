import { DateTime } from 'luxon'
import { dayWeights, type DayWeights, type KnownDay, type Pace } from './day_weights.js'
import { addDays } from './time_zones.js'

export { PACES, type Pace } from './day_weights.js'

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
 * How much of a period should be done at the end of a day, from 0 to 1. `history` are the known days before the period, oldest first: the seasonal
 * pace follows their weekdays and months.
 */
export function shareBy(day: string, { pace, period }: Pacing, history: KnownDay[] = []): number {
  const { from, to } = periodAround(day, period)
  const weights = dayWeights(pace, history)
  const whole = weightOf(weights, { from, to })
  return whole === 0 ? 0 : weightOf(weights, { from, to: day }) / whole
}

/** What the days from one to another weigh together. */
export function weightOf(weights: DayWeights, { from, to }: { from: string; to: string }): number {
  let sum = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    sum += weights.of(day)
  }
  return sum
}
