type Asked = {
  value: number
  target: number
  /** The day on which the goal has to be reached. */
  by?: string
  /** The first and the last day that the value is about. */
  from: string
  until: string
  /** Less is better, as with cost per order. */
  isFallingBetter: boolean
  /** Whether the value grows day by day; a ratio has no pace. */
  adds: boolean
}

export type GoalProgress = {
  percent: number
  /** What an even pace would have reached by now; null where there is none. */
  expected: number | null
  isBehind: boolean
}

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Date.parse(day) / DAY_MS

export function goalProgress(asked: Asked): GoalProgress {
  const { value, target, isFallingBetter } = asked
  const expected = expectedBy(asked)
  const bar = expected ?? target
  const percent = target === 0 ? (value === 0 ? 100 : 0) : Math.round((value / target) * 100)
  return { percent, expected, isBehind: isFallingBetter ? value > bar : value < bar }
}

/** Of the target, the share of the days that have passed: both ends count. */
function expectedBy({ target, by, from, until, adds }: Asked): number | null {
  if (!by || !adds || by < from) {
    return null
  }
  const days = dayNumber(by) - dayNumber(from) + 1
  const passed = Math.min(days, dayNumber(until) - dayNumber(from) + 1)
  return (target * passed) / days
}
