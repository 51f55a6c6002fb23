import { HISTORY_DAYS } from '#shared/day_weights'
import { periodAround, type PacePeriod } from '#shared/pacing'
import { addDays } from '#shared/time_zones'
import type { MetricJudgement, Watch } from '../types.js'

const YEAR = 364
/** The window of the baseline, and the days around a season that it looks at. */
const BASELINE = 60
const LENGTH = { day: 1, week: 7, month: 31 } as const

/** The first day whose number is needed to judge `day`. */
export function firstNeeded(day: string, rule: MetricJudgement & { watch: Watch }): string {
  const { every, persistence } = rule.watch
  return addDays(startNeeded(day, rule, LENGTH[every]), -LENGTH[every] * (persistence - 1))
}

function startNeeded(day: string, rule: MetricJudgement, length: number): string {
  switch (rule.kind) {
    case 'change':
      return addDays(day, -comparedDays(rule.condition.against, length))
    case 'anomaly':
      return addDays(day, -(YEAR + BASELINE))
    case 'no_data':
      return addDays(day, -rule.condition.afterDays)
    case 'budget':
    case 'goal':
      return startOfPace(day, rule.condition)
    default:
      return day
  }
}

function comparedDays(against: string, length: number): number {
  return against === 'year_before'
    ? YEAR + length
    : Math.max(length, against === 'week_before' ? 7 : 0)
}

function startOfPace(day: string, { pace, period }: { pace: string; period: PacePeriod }) {
  const { from } = periodAround(day, period)
  return pace === 'seasonal' ? addDays(from, -HISTORY_DAYS) : from
}
