import { DateTime } from 'luxon'

/** What one row of numbers stands for, finest first. */
export const PERIODS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type Period = (typeof PERIODS)[number]

export const isCoarser = (one: Period, other: Period) =>
  PERIODS.indexOf(one) > PERIODS.indexOf(other)

const UTC = { zone: 'utc' }
const unitOf = (period: Period) => (period === 'hour' ? 'day' : period)

/** The first and last day of the period that a day is in; weeks are those of ISO 8601. */
export const startOfPeriod = (day: string, period: Period): string =>
  DateTime.fromISO(day, UTC).startOf(unitOf(period)).toISODate()!
export const endOfPeriod = (day: string, period: Period): string =>
  DateTime.fromISO(day, UTC).endOf(unitOf(period)).toISODate()!
