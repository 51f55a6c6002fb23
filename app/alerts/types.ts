import type { MetricQuery } from '#metrics'

export type { Pace, PacePeriod } from '#shared/pacing'
import type { Pace, PacePeriod } from '#shared/pacing'

export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What one judgement is about: a day, a week or a month, each judged once it is complete. */
export type Every = 'day' | 'week' | 'month'

/** Which way a number left its place; `none` where there is no way, as for a failed sync. */
export type Direction = 'above' | 'below' | 'none'

export interface ThresholdCondition {
  direction: 'above' | 'below'
  /** Major units for money, percent points for percentages. */
  value: number
}

export interface ChangeCondition {
  direction: 'up' | 'down' | 'either'
  percent: number
  /** The day, week or month before; the same weekday a week before; the same weekday 52 weeks before. */
  against: 'previous' | 'week_before' | 'year_before'
}

export interface NoDataCondition {
  /** Days without a complete day, yesterday included. */
  afterDays: number
}

/** Budgets and goals: where the number of a period should be by now, and how far off it may be. */
export interface PaceCondition {
  direction: 'over' | 'under' | 'either'
  amount: number
  period: PacePeriod
  pace: Pace
  tolerancePercent: number
  /** Id of the goal that says what is watched, how much of it is wanted, by when and at which pace. */
  goal?: string | null
  /** Of a goal: amounts by the period from which on they hold, oldest first. Never sent by anybody. */
  targets?: { from: string; amount: number }[]
}

export interface AnomalyCondition {
  direction: 'up' | 'down' | 'either'
  sensitivity: 'low' | 'medium' | 'high'
  /** Less than this beside what is expected is never worth a message. */
  minimumPercent: number
}

export interface SyncFailureCondition {
  /** Only these sources; all where empty. */
  sources: string[]
}

export interface SecurityEventCondition {
  /** Actions of the audit log, such as `api_key.created`. */
  actions: string[]
}

export interface Conditions {
  threshold: ThresholdCondition
  change: ChangeCondition
  no_data: NoDataCondition
  budget: PaceCondition
  goal: PaceCondition
  anomaly: AnomalyCondition
  sync_failure: SyncFailureCondition
  security_event: SecurityEventCondition
}

export type RuleKind = keyof Conditions
export type MetricKind = Exclude<RuleKind, 'sync_failure' | 'security_event'>

/** What a rule asks: one metric, for one breakdown at most. The engine adds period and granularity. */
export type RuleQuestion = Pick<MetricQuery, 'breakdowns' | 'filters' | 'formulas' | 'currency'> & {
  metrics: [string]
}

interface RuleOf<Kind extends RuleKind> {
  kind: Kind
  condition: Conditions[Kind]
}

/** How a rule of any kind judges. */
export type Judgement = { [Kind in RuleKind]: RuleOf<Kind> }[RuleKind]
export type MetricJudgement = { [Kind in MetricKind]: RuleOf<Kind> }[MetricKind]

export interface Watch {
  every: Every
  /** How many days, weeks or months in a row have to breach. */
  persistence: number
  /** ISO weekdays on which it may fire; all where empty. */
  weekdays: number[]
}

/** One value of a series; null where the engine has none. */
export interface Point {
  /** First day of the day, week or month. */
  day: string
  value: number | null
}

export interface Breach {
  day: string
  value: number | null
  /** What it was compared with; null where nothing is expected. */
  expected: number | null
  direction: Direction
}
