/** `at_most` is a budget, or a limit such as cost per order. */
export type Aim = 'at_least' | 'at_most'

/**
 * How days make the number of a period: they add up; the last one counts, so that the way from the start of the period is paced; or the period
 * has a number of its own, as a ratio has, which has no pace.
 */
export type Growth = 'sum' | 'state' | 'level'

export type GoalStatus =
  | 'reached'
  | 'on_track'
  | 'behind'
  | 'missed'
  | 'exceeded'
  | 'will_exceed'
  | 'underspent'
  | 'kept'
  | 'waiting'

export interface Progress {
  status: GoalStatus
  /** At the end of `through`. */
  value: number | null
  target: number
  /** Of the target, in percent; null without a value. */
  percent: number | null
  expected: number | null
  /** Where it ends at the pace of the last 28 days; null where nothing tells. */
  projected: number | null
  daysLeft: number
  /** What each day left has to bring, or may still take; null where it is reached or makes no sense. */
  neededPerDay: number | null
  /** What each day brought lately. */
  recentPerDay: number | null
}

/** How a goal stands, without its days and parts: what a list and a widget show. */
export interface GoalHead extends Progress {
  aim: Aim
  period: { from: string; to: string }
  /** Last complete day; null before the first one. */
  through: string | null
  growth: Growth
  unit: string
  currency: string | null
  /** What is to be known about these numbers. */
  notes: string[]
}
