import type { MetricValue } from '#metrics/types'
import type { CellCondition } from './answer_display.js'
import type { AnswerRow } from './answer_rows.js'

/** The first condition that a figure meets: an unknown one meets none. */
export function conditionOf(
  value: MetricValue,
  metric: string,
  conditions: CellCondition[]
): CellCondition | null {
  if (value.status !== 'available') {
    return null
  }
  const meets = (condition: CellCondition) =>
    condition.metric === metric &&
    (condition.operator === 'above' ? value.value > condition.value : value.value < condition.value)
  return conditions.find(meets) ?? null
}

/** How long the bar of a figure is beside the longest one of its column; null where it is unknown. */
export function barShares(rows: AnswerRow[], metric: string): Map<AnswerRow, number> {
  const known = rows.flatMap((row) => {
    const value = row.values[metric]
    return value?.status === 'available' ? [[row, Math.abs(value.value)] as const] : []
  })
  const longest = known.reduce((most, [, size]) => Math.max(most, size), 0)
  return new Map(known.map(([row, size]) => [row, longest > 0 ? size / longest : 0]))
}
