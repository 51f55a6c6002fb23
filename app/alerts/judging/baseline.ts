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
const LEAST_SPREAD = 0.015
const COUNT_SPREAD = 0.5
/** Robust deviations from which a day of the year before counts as a season. */
const STOOD_OUT = 2.5
const YEAR_DAYS = 364
/** A campaign starts on a date, not on a weekday: one that ran a year before is looked for around its day. */
const AROUND = [-2, -1, 0, 1, 2]

export interface KnownSeries {
  values: Series
  /** Numbers of things, whose chance is known from their size alone. */
  isCount: boolean
}

export interface Expectation {
  expected: number
  /** How many robust deviations the value is away, with its sign. */
  score: number
  /** One deviation, of the root of a day without its week. */
  spread: number
  /** The factor of its weekday. */
  own: number
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
 *     spread    = max(1.4826 · median |√y − median √y|, 1.5 % of √level, and 0.5 of counts)
 *     expected  = level · factor(w),  score = (√(x / factor(w)) − √level) / spread
 *
 * Medians and the median absolute deviation instead of mean and standard deviation, so that an earlier outlier does not hide the
 * next one: the modified z-score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (ASQC 1993), who cut at 3.5. Roots
 * instead of the numbers, because what a business counts varies more the more of it there is: the root of a count has the deviation
 * 0.5 whatever its size (Anscombe, "The transformation of Poisson, binomial and negative-binomial data", Biometrika 1948), so a fall
 * to nothing stands out as clearly as a doubling. Null where too little is known.
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
  const ys = window.map(([at, x]) => x / (factor(at) ?? 1))
  const level = median(ys.slice(-RECENT_DAYS))
  const spread = spreadOf(ys.map(root), root(level), series)
  return { expected: level * own, score: (root(value / own) - root(level)) / spread, spread, own }
}

/** Also of what falls below zero, such as profit. */
const root = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value))

/**
 * The same, knowing the year before: a day that stood out then was a season, and is expected to stand out by as much. Of the
 * answers the calmest one holds.
 */
export function seasonalExpectation(day: string, series: KnownSeries): Expectation | null {
  const plain = expectationFor(day, series)
  if (!plain) {
    return null
  }
  const value = series.values.get(day)!
  return AROUND.map((days) => addDays(day, days - YEAR_DAYS - 1))
    .flatMap((earlier) => liftOn(earlier, series) ?? [])
    .map((lift) => lifted(plain, { value, lift }))
    .reduce((one, other) => (Math.abs(other.score) < Math.abs(one.score) ? other : one), plain)
}

/** How much a day stood out from its own weeks, as a factor; null where it did not. */
function liftOn(day: string, series: KnownSeries): number | null {
  const found = expectationFor(day, series)
  const stoodOut = found && found.expected > 0 && Math.abs(found.score) >= STOOD_OUT
  return stoodOut ? series.values.get(day)! / found.expected : null
}

function lifted(plain: Expectation, { value, lift }: { value: number; lift: number }): Expectation {
  const expected = plain.expected * lift
  const distance = root(value / plain.own) - root(expected / plain.own)
  return { ...plain, expected, score: distance / plain.spread }
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

function spreadOf(roots: number[], level: number, { isCount }: KnownSeries): number {
  const centre = median(roots)
  const mad = median(roots.map((value) => Math.abs(value - centre)))
  return Math.max(TO_DEVIATION * mad, LEAST_SPREAD * level, isCount ? COUNT_SPREAD : 0)
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
