import type { MetricResult, MetricSeries } from '#metrics/types'
import { breakdownLabel, isBrokenDown, type MetricValue } from './answers.js'
import { periodLabel } from './periods.js'

export type AnswerRow = {
  key: string
  label: string
  values: Record<string, MetricValue>
  /** The same row of the compared period, where there is one. */
  earlier: Record<string, MetricValue> | null
}

export type Sorting = { metric: string; isDescending: boolean }

/** One row per value of the breakdown, or one per period where nothing is broken down. */
export function answerRows(result: MetricResult): AnswerRow[] {
  return isBrokenDown(result) ? breakdownRows(result) : periodRows(result)
}

/** All of it, as one row. */
export function totalRow({ totals, comparison }: MetricResult): AnswerRow {
  const earlier = comparison && !comparison.since ? comparison.totals : null
  return { key: 'total', label: 'Total', values: totals, earlier }
}

function breakdownRows({ series, comparison: asked }: MetricResult): AnswerRow[] {
  const comparison = asked?.since ? null : asked
  const earlier = new Map(comparison?.series.map((row) => [keyOf(row), row.totals]))
  return series.map((row) => ({
    key: keyOf(row),
    label: breakdownLabel(row),
    values: row.totals,
    earlier: comparison ? (earlier.get(keyOf(row)) ?? null) : null,
  }))
}

function periodRows({ series, comparison, grain, range }: MetricResult): AnswerRow[] {
  const earlier = comparison?.series[0]?.points
  return (series[0]?.points ?? []).map(({ at, values }, index) => ({
    key: at,
    label: grain === 'total' ? 'Whole period' : periodLabel(at, { grain, range }),
    values,
    earlier: earlier?.[index]?.values ?? null,
  }))
}

/** Unknown numbers come last whichever way the rest is sorted. */
export function sortRows(rows: AnswerRow[], sorting: Sorting | null): AnswerRow[] {
  if (!sorting) {
    return rows
  }
  const figure = ({ values }: AnswerRow) => {
    const value = values[sorting.metric]
    return value?.status === 'available' ? value.value : null
  }
  const sign = sorting.isDescending ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [figure(one), figure(other)]
    if (a === null || b === null) {
      return Number(a === null) - Number(b === null)
    }
    return sign * (a - b)
  })
}

function keyOf({ keys }: MetricSeries): string {
  return JSON.stringify(keys)
}
