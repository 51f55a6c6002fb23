import type { MetricResult } from '#metrics/types'
import { breakdownLabel } from './answers.js'
import { sortRows, type AnswerRow, type Sorting } from './answer_rows.js'

export type SubtotalRow = AnswerRow & { isSubtotal?: boolean }

/**
 * The rows of a table below one another by their first breakdown, each group with its sub-total behind it; groups stand in
 * the order of their sub-totals. As they are where none were asked for.
 */
export function withSubtotals(
  rows: AnswerRow[],
  { subtotals = [] }: Pick<MetricResult, 'subtotals'>,
  sorting: Sorting | null
): SubtotalRow[] {
  const own = subtotals.find(({ by }) => by.length === 1)
  if (!own) {
    return rows
  }
  const [dimension] = own.by
  const groups = Map.groupBy(rows, ({ keys }) => keys?.[dimension] ?? null)
  const totals = own.series.map((series) => ({
    key: `subtotal ${JSON.stringify(series.keys)}`,
    label: breakdownLabel(series),
    keys: series.keys,
    period: null,
    values: series.totals,
    changes: series.changes,
  }))
  return sortRows(totals, sorting).flatMap((total) => {
    const within = groups.get(total.keys?.[dimension] ?? null) ?? []
    return within.length === 0
      ? []
      : [...within, { ...total, label: `${total.label}, total`, isSubtotal: true }]
  })
}
