import type { Metric } from '~/features/metrics/answers'
import type { Aim, Goal, GoalTarget, Pace, PacePeriod } from './goal_words.js'

/** A goal as the form edits it, which is how it is sent. */
export type GoalDraft = {
  name: string
  metric: string
  breakdown: string
  filters: Goal['filters']
  outcome: string
  aim: Aim
  period: PacePeriod
  pace: Pace
  ownerId: string
  startsOn: string
  endsOn: string
  targets: GoalTarget[]
}

const MONTHS: Record<PacePeriod, number> = { month: 1, quarter: 3, year: 12 }

/** The first day of the period that a day is in. */
export function periodStart(day: string, period: PacePeriod): string {
  const months = MONTHS[period]
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / months) * months + 1
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

export function newGoal(metric: string, today: string): GoalDraft {
  const startsOn = periodStart(today, 'month')
  return {
    ...{ name: '', metric, breakdown: '', filters: [], outcome: '', aim: 'at_least' },
    ...{ period: 'month', pace: 'linear', ownerId: '', startsOn, endsOn: '' },
    targets: [{ subject: '', label: '', from: startsOn, amount: 0 }],
  }
}

export function draftOfGoal(goal: Goal): GoalDraft {
  const { name, metric, filters, aim, period, pace, startsOn, targets } = goal
  return {
    ...{ name, metric, filters, aim, period, pace, startsOn },
    targets: targets.map((target) => ({ ...target })),
    breakdown: goal.breakdown ?? '',
    outcome: goal.outcome ?? '',
    ownerId: goal.owner?.id ?? '',
    endsOn: goal.endsOn ?? '',
  }
}

/** As the server reads it: what was left empty is null. */
export const sentGoal = ({ breakdown, outcome, ownerId, endsOn, ...draft }: GoalDraft) => ({
  ...draft,
  breakdown: breakdown || null,
  outcome: outcome || null,
  ownerId: ownerId || null,
  endsOn: endsOn || null,
  name: draft.name.trim(),
})

/** What is set for one value of the breakdown by now; null where nothing is. */
export const amountOf = ({ targets }: GoalDraft, subject: string): number | null =>
  targets.filter((target) => target.subject === subject).at(-1)?.amount ?? null

/** Sets the amount of one value from a period on; what was wanted before stays. Null takes it away. */
export function withAmount(
  targets: GoalTarget[],
  target: Omit<GoalTarget, 'amount'>,
  amount: number | null
): GoalTarget[] {
  const others = targets.filter(({ subject, from }) =>
    amount === null
      ? subject !== target.subject
      : subject !== target.subject || from !== target.from
  )
  return amount === null ? others : [...others, { ...target, amount }]
}

/** Metrics by which money is worth moving. */
export const outcomesAmong = (metrics: Metric[]) =>
  metrics.filter(
    ({ available, direction, kind }) =>
      available && direction !== 'none' && kind !== 'semi_additive'
  )
