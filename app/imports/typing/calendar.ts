/** How long a period is that a cell names; it counts on its first day. */
export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Grain = (typeof GRAINS)[number]

export interface Period {
  /** First day, `YYYY-MM-DD`. */
  day: string
  grain: Grain
}

const DAY_MS = 86_400_000
const FIRST_YEAR = 1900
const LAST_YEAR = 2200

/** Undefined where the calendar has no such day. */
export function dayOf(year: number, month: number, dayOfMonth: number): string | undefined {
  const isReal =
    month >= 1 &&
    month <= 12 &&
    dayOfMonth >= 1 &&
    dayOfMonth <= daysIn(year, month) &&
    isYear(year)
  return isReal ? `${year}-${pad(month)}-${pad(dayOfMonth)}` : undefined
}

export function periodOf(day: string | undefined, grain: Grain): Period | undefined {
  return day === undefined ? undefined : { day, grain }
}

/** Monday of a week of ISO 8601; the first week is the one with 4 January. */
export function weekOf(year: number, week: number): Period | undefined {
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS
  const start = new Date(monday + (week - 1) * 7 * DAY_MS)
  const thursday = new Date(start.getTime() + 3 * DAY_MS)
  const isReal = week >= 1 && thursday.getUTCFullYear() === year && isYear(year)
  return isReal ? { day: start.toISOString().slice(0, 10), grain: 'week' } : undefined
}

export function quarterOf(year: number, quarter: number): Period | undefined {
  return quarter >= 1 && quarter <= 4
    ? periodOf(dayOf(year, quarter * 3 - 2, 1), 'quarter')
    : undefined
}

/** The period from one day to another, both included; undefined where it is none of the calendar. */
export function spanOf(from: string, to: string): Period | undefined {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  const grain = GRAINS.find((candidate) => daysOf(candidate, from) === days)
  return periodOf(grain && from, grain ?? 'day')
}

function daysOf(grain: Grain, from: string): number {
  if (grain === 'day' || grain === 'week') {
    return grain === 'day' ? 1 : 7
  }
  const months = { month: 1, quarter: 3, year: 12 }[grain]
  const start = new Date(from)
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate())
  return (end - start.getTime()) / DAY_MS
}

/** Two-digit years: 00–69 are this century, 70–99 the last one (POSIX). */
export function fullYear(text: string): number {
  const year = Number(text)
  return text.length > 2 ? year : year + (year < 70 ? 2000 : 1900)
}

function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
