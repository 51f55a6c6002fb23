import { addDays } from '#shared/time_zones'
import type { Point } from '../types.js'

/** Eight weeks: long enough for every weekday to be known, short enough to follow a business that grows. */
const WINDOW_DAYS = 56
const RECENT_DAYS = 21
const LEAST_POINTS = 28
const LEAST_OF_WEEKDAY = 3
/** The MAD of a normal distribution, times this, is its standard deviation. */
const TO_DEVIATION = 1.4826
/** Numbers that hardly ever vary would make everything an outlier. */
const LEAST_SPREAD = 0.03
const YEAR_DAYS = 364
/** A campaign starts on a date, not on a weekday: one that ran a year before is looked for around its day. */
const AROUND = [-2, -1, 0, 1, 2]

export interface KnownSeries {
  values: Series
  /** Sums of rows, whose chance grows with √; not percentages and quotients. */
  isSum: boolean
}

export interface Expectation {
  expected: number
  /** How many robust deviations the value is away, with its sign. */
  score: number
}

/** The points of a series by day. */
export type Series = Map<string, number>

export const seriesOf = (points: Point[]): Series =>
  new Map(points.flatMap(({ day, value }) => (value === null ? [] : [[day, value] as const])))

/**
 * What a day should have been, from the eight weeks before it, and how far away it is:
 *
 *     factor(w) = median of x / median(window) over the days of weekday w
 *     y         = x / factor(weekday of x)                     the window without its week
 *     level     = median of y over the last three weeks
 *     spread    = max(1.4826 · median |y − median y|, 3 % of level, and √level of sums)
 *     expected  = level · factor(w),  score = (x / factor(w) − level) / spread
 *
 * Medians and the median absolute deviation instead of mean and standard deviation, so that an earlier outlier does not hide the
 * next one: the modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (ASQC 1993), who cut at 3.5. √level is
 * the deviation of a count (Poisson), so that small numbers may jump. Null where too little is known.
 */
export function expectationFor(day: string, series: KnownSeries): Expectation | null {
  const known = computed.get(series.values) ?? new Map<string, Expectation | null>()
  computed.set(series.values, known)
  const found = known.get(day) ?? (known.has(day) ? null : computedFor(day, series))
  known.set(day, found)
  return found
}

/** A day is looked at by itself and by the days a year later; medians are the costly part. */
const computed = new WeakMap<Series, Map<string, Expectation | null>>()

function computedFor(day: string, series: KnownSeries): Expectation | null {
  const value = series.values.get(day)
  const window = windowBefore(day, series.values)
  if (value === undefined || window.length < LEAST_POINTS) {
    return null
  }
  const whole = median(window.map(([, x]) => x))
  const factor = whole > 0 ? weekdayFactors(window, whole) : null
  const own = factor?.(day)
  if (!factor || !own) {
    return null
  }
  const level = median(window.slice(-RECENT_DAYS).map(([at, x]) => x / (factor(at) ?? 1)))
  const ys = window.map(([at, x]) => x / (factor(at) ?? 1))
  return { expected: level * own, score: (value / own - level) / spreadOf(ys, level, series) }
}

/**
 * The same, knowing the year before: a day that stood out then by as much is a season. Of the two answers the calmer one holds,
 * and none where they disagree about the direction.
 */
export function seasonalExpectation(day: string, series: KnownSeries): Expectation | null {
  const plain = expectationFor(day, series)
  if (!plain) {
    return null
  }
  const value = series.values.get(day)!
  return AROUND.map((days) => addDays(day, days - YEAR_DAYS - 1))
    .flatMap((earlier) => liftOn(earlier, series) ?? [])
    .map((lift) => scaled(plain, { value, lift }))
    .reduce(calmer, plain)
}

/** How much a day stood out from its own weeks, as a factor. */
function liftOn(day: string, series: KnownSeries): number | null {
  const found = expectationFor(day, series)
  return found && found.expected > 0 ? series.values.get(day)! / found.expected : null
}

function scaled(
  { expected, score }: Expectation,
  { value, lift }: { value: number; lift: number }
) {
  const distance = value - expected
  const lifted = expected * lift
  const next = distance === 0 || lift <= 0 ? score : (score * (value - lifted)) / distance / lift
  return { expected: lifted, score: next }
}

function calmer(one: Expectation, other: Expectation): Expectation {
  if (Math.sign(one.score) !== Math.sign(other.score)) {
    return { ...one, score: 0 }
  }
  return Math.abs(other.score) < Math.abs(one.score) ? other : one
}

function windowBefore(day: string, series: Series): [string, number][] {
  const window: [string, number][] = []
  for (let back = WINDOW_DAYS; back >= 1; back--) {
    const at = addDays(day, -back)
    const value = series.get(at)
    if (value !== undefined) {
      window.push([at, value])
    }
  }
  return window
}

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

function weekdayFactors(window: [string, number][], whole: number) {
  const factors = new Map(
    [...Map.groupBy(window, ([at]) => weekdayOf(at))]
      .filter(([, days]) => days.length >= LEAST_OF_WEEKDAY)
      .map(([weekday, days]) => [weekday, median(days.map(([, x]) => x / whole))])
  )
  return (day: string) => {
    const factor = factors.get(weekdayOf(day))
    return factor && factor > 0 ? factor : null
  }
}

function spreadOf(values: number[], level: number, { isSum }: KnownSeries): number {
  const centre = median(values)
  const mad = median(values.map((value) => Math.abs(value - centre)))
  return Math.max(TO_DEVIATION * mad, LEAST_SPREAD * level, isSum ? Math.sqrt(level) : 0)
}

/** Of values that exist; 0 of none. */
export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  if (sorted.length === 0) {
    return 0
  }
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
