import type { MetricJudgement } from '../types.js'

const TIMES = [1.25, 1.5, 2, 3, 5]
const CALMER = { high: ['medium', 'low'], medium: ['low'], low: [] } as const
const MOST_PERCENT = 1_000

const rounded = (value: number) => Number(value.toPrecision(2))

/** The same rule, less strict step by step: what to try where it fires more often than anybody wants. `worst` is the farthest value it found. */
export function looserThan(rule: MetricJudgement, worst: number | null): MetricJudgement[] {
  switch (rule.kind) {
    case 'threshold':
      return looserLimits(rule, worst)
    case 'change':
      return stepsOf(rule.condition.percent).map((percent) => ({
        ...rule,
        condition: { ...rule.condition, percent },
      }))
    case 'anomaly':
      return CALMER[rule.condition.sensitivity].map((sensitivity) => ({
        ...rule,
        condition: { ...rule.condition, sensitivity },
      }))
    case 'budget':
    case 'goal':
      return stepsOf(Math.max(rule.condition.tolerancePercent, 1)).map((tolerancePercent) => ({
        ...rule,
        condition: { ...rule.condition, tolerancePercent },
      }))
    case 'no_data':
      return [2, 3, 7]
        .filter((afterDays) => afterDays > rule.condition.afterDays)
        .map((afterDays) => ({ ...rule, condition: { afterDays } }))
  }
}

const stepsOf = (percent: number) =>
  TIMES.map((times) => rounded(percent * times)).filter((next) => next <= MOST_PERCENT)

type Threshold = Extract<MetricJudgement, { kind: 'threshold' }>

function looserLimits(rule: Threshold, worst: number | null): Threshold[] {
  const { value, direction } = rule.condition
  if (worst === null) {
    return []
  }
  return [0.2, 0.4, 0.6, 0.8, 0.95].map((share) => ({
    ...rule,
    condition: { direction, value: rounded(value + (worst - value) * share) },
  }))
}
