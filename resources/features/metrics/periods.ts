import type { DayRange, Grain, MetricQuery } from '#metrics/types'
import { daysText } from '../../ui/date_format.js'

export type Range = MetricQuery['range']

const MILLISECONDS_PER_DAY = 86_400_000
const PATTERNS: Record<Exclude<Grain, 'quarter'>, Intl.DateTimeFormatOptions> = {
  total: { day: 'numeric', month: 'short', year: 'numeric' },
  hour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
}

export const PRESETS = [
  { value: 'today', label: 'Today' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'last_7_days', label: 'Last 7 days' },
  { value: 'last_14_days', label: 'Last 14 days' },
  { value: 'last_28_days', label: 'Last 28 days' },
  { value: 'last_30_days', label: 'Last 30 days' },
  { value: 'last_90_days', label: 'Last 90 days' },
  { value: 'this_week', label: 'This week' },
  { value: 'last_week', label: 'Last week' },
  { value: 'this_month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: 'this_quarter', label: 'This quarter' },
  { value: 'last_quarter', label: 'Last quarter' },
  { value: 'this_year', label: 'This year' },
  { value: 'last_year', label: 'Last year' },
  { value: 'last_12_weeks', label: 'Last 12 weeks' },
  { value: 'last_12_months', label: 'Last 12 months' },
  { value: 'all_time', label: 'All time' },
] as const

export const GRAINS: { value: Grain; label: string }[] = [
  { value: 'total', label: 'Total' },
  { value: 'day', label: 'By day' },
  { value: 'week', label: 'By week' },
  { value: 'month', label: 'By month' },
  { value: 'quarter', label: 'By quarter' },
  { value: 'year', label: 'By year' },
]

export const COMPARISONS = [
  { value: 'none', label: 'No comparison' },
  { value: 'previous_period', label: 'Previous period' },
  { value: 'previous_year', label: 'Previous year' },
  { value: 'same_weeks_last_year', label: 'Same weeks last year' },
] as const

/** The days that each preset stands for today, as the server sees it. */
export type PresetDays = Partial<Record<string, DayRange>>

/** A range with its days: "Last 28 days, 2 – 29 Nov 2026". */
export function datedRangeText(range: Range, days: PresetDays): string {
  const own = 'preset' in range ? days[range.preset] : undefined
  return own ? `${rangeText(range)}, ${daysText(own)}` : rangeText(range)
}

export function rangeText(range: Range): string {
  if ('preset' in range) {
    const known = PRESETS.find(({ value }) => value === range.preset)
    return known?.label ?? range.preset.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase())
  }
  return daysText(range)
}

/** The form of a range in an address: `last_28_days` or `2026-01-01..2026-03-31`. */
export function rangeAddress(range: Range): string {
  return 'preset' in range ? range.preset : `${range.from}..${range.to}`
}

export function bucketLabel(at: string, grain: Grain): string {
  const moment = instant(at)
  if (grain === 'quarter') {
    return `Q${Math.floor(moment.getUTCMonth() / 3) + 1} ${moment.getUTCFullYear()}`
  }
  return new Intl.DateTimeFormat(undefined, { ...PATTERNS[grain], timeZone: 'UTC' }).format(moment)
}

/** Whether days of the bucket lie after the last day that every source was read completely. */
export function isIncomplete(at: string, grain: Grain, completeUntil: string | null): boolean {
  return completeUntil !== null && lastDayOf(at, grain) > completeUntil
}

/** Whether the period ends within the bucket: a week of three days is no drop. */
export function isCut(at: string, grain: Grain, { from, to }: DayRange): boolean {
  return grain !== 'total' && (at.slice(0, 10) < from || lastDayOf(at, grain) > to)
}

/** The bucket as a person reads it, with a word where it is only a part of one. */
export function periodLabel(at: string, { grain, range }: { grain: Grain; range: DayRange }) {
  const label = bucketLabel(at, grain)
  const name = grain === 'week' ? `Week of ${label}` : label
  return isCut(at, grain, range) ? `${name} (partial)` : name
}

function lastDayOf(at: string, grain: Grain): string {
  const day = instant(at.slice(0, 10))
  const next: Record<Grain, () => number> = {
    total: () => day.getTime() + MILLISECONDS_PER_DAY,
    hour: () => day.getTime() + MILLISECONDS_PER_DAY,
    day: () => day.getTime() + MILLISECONDS_PER_DAY,
    week: () => day.getTime() + 7 * MILLISECONDS_PER_DAY,
    month: () => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1),
    quarter: () => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 3, 1),
    year: () => Date.UTC(day.getUTCFullYear() + 1, 0, 1),
  }
  return new Date(next[grain]() - MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

function instant(at: string): Date {
  return new Date(at.length > 10 ? `${at}:00Z` : `${at}T00:00:00Z`)
}
