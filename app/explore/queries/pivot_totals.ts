import type { MetricQuery } from '#metrics'
import type { View } from '#explore/queries/read_question'

/** A pivot shows totals of its rows, its columns and its first breakdown, which only the engine can make of every metric. */
export function withTotalsFor<Asked extends MetricQuery>(view: View, question: Asked): Asked {
  return view === 'pivot' ? { ...question, subtotals: subtotalsOf(question) } : question
}

/** Periods are the columns where there are any, else the last of several breakdowns. */
function subtotalsOf({ breakdowns = [], grain }: MetricQuery): string[][] {
  if (breakdowns.length === 0) {
    return []
  }
  const isOverTime = grain !== 'total' || breakdowns.length < 2
  const rows = breakdowns.slice(0, isOverTime ? undefined : -1)
  const columns = isOverTime ? [] : breakdowns.slice(-1)
  const first = rows.length > 1 ? [rows.slice(0, 1)] : []
  const wanted = [
    columns,
    ...(isOverTime ? [] : [rows]),
    ...first.flatMap((by) => [by, [...by, ...columns]]),
  ]
  return [...new Map(wanted.map((by) => [JSON.stringify(by), by])).values()]
}
