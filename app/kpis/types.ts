import type { MetricQuery } from '#metrics'

export type { Pace, PacePeriod } from '#shared/pacing'
import type { Pace, PacePeriod } from '#shared/pacing'
import type { Aim, GoalHead } from '#shared/goal_progress'

export type { Aim, GoalHead, GoalStatus, Growth, Progress } from '#shared/goal_progress'

export type GoalQuestion = Pick<MetricQuery, 'breakdowns' | 'filters' | 'currency'> & {
  metrics: [string]
}

/** What is wanted from a day on, until another one says otherwise. */
export interface GoalTarget {
  /** A value of the breakdown by its key; empty for the whole. */
  subject: string
  /** What people call the subject; empty for the whole. */
  label: string
  from: string
  amount: number
}

/** What a person decides about a goal. */
export interface GoalAttributes {
  name: string
  question: GoalQuestion
  /** A metric beside each value of the breakdown, by which money is worth moving: ROAS, CPA. */
  outcome: string | null
  aim: Aim
  period: PacePeriod
  pace: Pace
  ownerId: string | null
  startsOn: string
  endsOn: string | null
  targets: GoalTarget[]
}

/** One day of a period, cumulated. */
export interface GoalPoint {
  day: string
  /** Null after the last complete day, and where there is no number. */
  value: number | null
  /** Where the pace would be; null where there is none. */
  expected: number | null
  /** After the last complete day, at the pace of the last days; null before it, and where nothing tells. */
  projected: number | null
}

export interface SpreadRow {
  subject: string
  label: string
  /** Null where nothing was set for it. */
  target: number | null
  value: number | null
  expected: number | null
  projected: number | null
  outcome: number | null
  /** The day on which its budget is spent at the pace of the last 28 days; null where it lasts, or is spent already. */
  spentOn: string | null
}

/** Money that one value of the breakdown will leave and another one will lack. */
export interface Reallocation {
  from: string
  to: string
  amount: number
}

export interface PastPeriod {
  from: string
  target: number
  value: number | null
  isReached: boolean | null
}

export interface GoalProgress extends GoalHead {
  points: GoalPoint[]
  spread: SpreadRow[]
  reallocations: Reallocation[]
  /** Periods before this one, newest first. */
  past: PastPeriod[]
}
