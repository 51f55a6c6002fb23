import { DateTime } from 'luxon'
import { periodAround, shareBy } from '#shared/pacing'
import { addDays } from '#shared/time_zones'
import type {
  AnomalyCondition,
  Breach,
  ChangeCondition,
  Direction,
  Every,
  MetricJudgement,
  NoDataCondition,
  PaceCondition,
  ThresholdCondition,
  Watch,
} from '../types.js'
import { seasonalExpectation, type KnownSeries } from './baseline.js'

/** Robust deviations from which a day is an outlier. Iglewicz and Hoaglin cut at 3.5: medium. */
export const CUT_OFFS = { high: 3, medium: 3.5, low: 5 } as const

export interface JudgedSeries extends KnownSeries {
  every: Every
}

/** What a rule finds on a day: nothing known, nothing wrong, or a breach. */
export type Finding = 'unknown' | 'fine' | Breach

type Judge<Condition> = (day: string, condition: Condition, series: JudgedSeries) => Finding

interface Beside {
  value: number
  expected: number
}

const breachOf = (day: string, { value, expected }: Beside): Breach => ({
  ...{ day, value, expected },
  direction: value >= expected ? 'above' : 'below',
})

const judgeThreshold: Judge<ThresholdCondition> = (day, condition, { values }) => {
  const value = values.get(day)
  if (value === undefined) {
    return 'unknown'
  }
  const { direction, value: limit } = condition
  const isBreached = direction === 'above' ? value > limit : value < limit
  return isBreached ? { day, value, expected: limit, direction } : 'fine'
}

const ways = {
  up: ['above'],
  down: ['below'],
  over: ['above'],
  under: ['below'],
  either: ['above', 'below'],
}

const isWatched = (way: keyof typeof ways, direction: Direction) => ways[way].includes(direction)

/** How far a value is from another, in percent of it; null of nothing. */
const percentFrom = ({ value, expected }: Beside) =>
  expected === 0 ? null : (Math.abs(value - expected) / Math.abs(expected)) * 100

function beyond(day: string, beside: Beside, limits: { percent: number; way: keyof typeof ways }) {
  const breach = breachOf(day, beside)
  const distance = percentFrom(beside)
  const isBreached =
    distance !== null && distance > limits.percent && isWatched(limits.way, breach.direction)
  return isBreached ? breach : 'fine'
}

const judgeChange: Judge<ChangeCondition> = (day, condition, { values, every }) => {
  const value = values.get(day)
  const expected = values.get(comparedDay(day, condition.against, every))
  if (value === undefined || expected === undefined) {
    return 'unknown'
  }
  return beyond(day, { value, expected }, { percent: condition.percent, way: condition.direction })
}

/** 52 weeks back is the same weekday; of months the same one. */
function comparedDay(day: string, against: ChangeCondition['against'], every: Every): string {
  if (against === 'previous' || every === 'month') {
    const months = against === 'year_before' ? 12 : 1
    return every === 'month'
      ? DateTime.fromISO(day, { zone: 'utc' }).minus({ months }).toISODate()!
      : addDays(day, every === 'week' ? -7 : -1)
  }
  return addDays(day, against === 'week_before' ? -7 : -364)
}

const judgeAnomaly: Judge<AnomalyCondition> = (day, condition, series) => {
  const found = seasonalExpectation(day, series)
  if (!found) {
    return 'unknown'
  }
  const value = series.values.get(day)!
  const isOutlier = Math.abs(found.score) > CUT_OFFS[condition.sensitivity]
  const limits = { percent: condition.minimumPercent, way: condition.direction }
  return isOutlier ? beyond(day, { value, expected: found.expected }, limits) : 'fine'
}

const judgePace: Judge<PaceCondition> = (day, condition, { values }) => {
  const value = toDate(day, condition, values)
  if (value === null) {
    return 'unknown'
  }
  const { from } = periodAround(day, condition.period)
  const amount = amountFrom(condition, from)
  const history = condition.pace === 'seasonal' ? [...values].filter(([at]) => at < from) : []
  const expected = amount * shareBy(day, condition, history)
  const tolerance = (amount * condition.tolerancePercent) / 100
  const breach = breachOf(day, { value, expected })
  return Math.abs(value - expected) > tolerance && isWatched(condition.direction, breach.direction)
    ? breach
    : 'fine'
}

/** What was wanted in the period that begins on a day. */
export const amountFrom = ({ amount, targets = [] }: PaceCondition, from: string) =>
  (targets.findLast((target) => target.from <= from) ?? targets[0])?.amount ?? amount

/** From the first day of the period on; null where one of these days is not known. */
function toDate(day: string, { period }: PaceCondition, values: KnownSeries['values']) {
  let sum = 0
  for (let at = periodAround(day, period).from; at <= day; at = addDays(at, 1)) {
    const value = values.get(at)
    if (value === undefined) {
      return null
    }
    sum += value
  }
  return sum
}

const judgeNoData: Judge<NoDataCondition> = (day, { afterDays }, { values }) => {
  const days = Array.from({ length: afterDays }, (_, back) => addDays(day, -back))
  return days.some((at) => (values.get(at) ?? 0) !== 0)
    ? 'fine'
    : { day, value: null, expected: null, direction: 'none' }
}

const JUDGES = {
  threshold: judgeThreshold,
  change: judgeChange,
  no_data: judgeNoData,
  budget: judgePace,
  goal: judgePace,
  anomaly: judgeAnomaly,
} as const

/** Judges one complete day, week or month of a series by a rule. */
function judgeOne(day: string, { kind, condition }: MetricJudgement, series: JudgedSeries) {
  return (JUDGES[kind] as Judge<typeof condition>)(day, condition, series)
}

/** The same, where a breach has to last: all of the days, weeks or months before it are breached as well. */
export function judge(
  day: string,
  rule: MetricJudgement & { watch: Watch },
  series: JudgedSeries
): Finding {
  const found = judgeOne(day, rule, series)
  if (typeof found === 'string' || !isWatchedDay(day, rule.watch)) {
    return typeof found === 'string' ? found : 'fine'
  }
  let at = day
  for (let step = 1; step < rule.watch.persistence; step++) {
    at = comparedDay(at, 'previous', series.every)
    if (typeof judgeOne(at, rule, series) === 'string') {
      return 'fine'
    }
  }
  return found
}

const isWatchedDay = (day: string, { every, weekdays }: Watch) =>
  every !== 'day' ||
  weekdays.length === 0 ||
  weekdays.includes(DateTime.fromISO(day, { zone: 'utc' }).weekday)
