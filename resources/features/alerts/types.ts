import type {
  Every,
  Judgement,
  Pace,
  PacePeriod,
  Priority,
  RuleKind,
  RuleQuestion,
  Watch,
} from '#alerts/types'
import type { MetricFilter } from '#metrics/types'

export type { Every, Judgement, Priority, RuleKind, RuleQuestion, Watch }

export type IncidentState = 'open' | 'acknowledged' | 'snoozed' | 'resolved' | 'auto_dismissed'

export type Incident = {
  id: string
  title: string
  message: string
  state: IncidentState
  priority: Priority
  firstDay: string
  lastDay: string
  breaches: number
  assignee: { id: string; name: string } | null
  snoozedUntil: string | null
  wasFalseAlarm: boolean
  openedAt: string
  closedAt: string | null
}

export type IncidentBreach = {
  ruleId: string
  rule: string
  label: string
  day: string
  value: number | null
  expected: number | null
  unit: string
  currency: string | null
  message: string
}

export type IncidentEntry = {
  id: string
  kind: string
  actor: string | null
  detail: Record<string, unknown>
  at: string
}

/** A rule as the builder edits it. */
export type RuleDraft = Judgement & {
  name: string
  advice: string
  priority: Priority
  question: RuleQuestion | null
  watch: Watch
  falseAlarmsAMonth: number
  isOn: boolean
}

export type ListedRule = RuleDraft & {
  id: string
  judgedUntil: string | null
  notJudged: string | null
  falseAlarms: number
}

/** A goal as a rule can watch it. */
export type WatchableGoal = {
  id: string
  name: string
  metric: string
  aim: 'at_least' | 'at_most'
  period: PacePeriod
  pace: Pace
  filters: MetricFilter[]
  targets: { subject: string; from: string; amount: number }[]
}

export type Preview =
  | {
      state: 'previewed'
      from: string
      to: string
      judgedDays: number
      count: number
      incidents: { label: string; first: string; last: string; days: number; message: string }[]
      aMonth: number
      isWithinBudget: boolean
      suggestion: { condition: Record<string, unknown>; count: number } | null
      points: { day: string; value: number | null }[]
      unit: string
      currency: string | null
    }
  | { state: 'unanswered'; message: string }
