import type { SampleDay } from '#kit'
import { daysBetween, weekdayOf } from './days.js'

/** Demand by month, January first: coffee sells best before the holidays and worst in high summer. */
const MONTHS = [1.02, 1.0, 0.97, 0.95, 0.92, 0.88, 0.82, 0.84, 0.98, 1.06, 1.2, 1.34]
/** Demand by weekday, Sunday first. */
const WEEKDAYS = [1.14, 1.06, 0.98, 0.97, 1.0, 0.96, 0.89]

const GROWTH_PER_YEAR = 0.14
const GROWTH_SINCE = '2025-01-01'

/** The campaign calendar. Month and day, so that every year has the same seasons. */
export const SEASONS = {
  always: { from: '01-01', to: '12-31', lift: 1 },
  coldBrew: { from: '06-01', to: '08-31', lift: 1 },
  blackFriday: { from: '11-20', to: '11-30', lift: 1.5 },
  holidayGifts: { from: '11-20', to: '12-20', lift: 1.25 },
  newYearSale: { from: '01-02', to: '01-12', lift: 1.15 },
} as const

export type Season = keyof typeof SEASONS

export function isInSeason(season: Season, day: SampleDay): boolean {
  const monthAndDay = day.slice(5)
  return monthAndDay >= SEASONS[season].from && monthAndDay <= SEASONS[season].to
}

/** Demand of the day, around 1: year, week, growth and the promotions that run. */
export function demandOn(day: SampleDay): number {
  const growth = 1 + (GROWTH_PER_YEAR * daysBetween(GROWTH_SINCE, day)) / 365
  const promotions = (['blackFriday', 'newYearSale'] as const)
    .filter((season) => isInSeason(season, day))
    .reduce((lift, season) => lift * SEASONS[season].lift, 1)
  return monthlyDemand(day) * WEEKDAYS[weekdayOf(day)] * growth * promotions
}

/** Slides from the middle of one month to the middle of the next, so that no first of the month jumps. */
function monthlyDemand(day: SampleDay): number {
  const position = Number(day.slice(5, 7)) - 1 + (Number(day.slice(8, 10)) - 15) / 30.5
  const lower = Math.floor(position)
  const share = position - lower
  return MONTHS[(lower + 12) % 12] * (1 - share) + MONTHS[(lower + 13) % 12] * share
}
