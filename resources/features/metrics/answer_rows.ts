import type { MetricChanges, MetricResult, MetricSeries } from '#metrics/types'
import { breakdownLabel, isBrokenDown, type MetricValue } from './answers.js'
import { periodLabel } from './periods.js'

export type AnswerRow = {
  key: string
  label: string
  values: Record<string, MetricValue>
  /** How the row moved since the compared period, where one is. */
  changes: MetricChanges | null
}

export type Sorting = { metric: string; isDescending: boolean }

/** One row per value of the breakdown, or one per period where nothing is broken down. */
export function answerRows(result: MetricResult): AnswerRow[] {
  return isBrokenDown(result) ? breakdownRows(result) : periodRows(result)
}

/** All of it, as one row. */
export function totalRow({ totals, comparison }: MetricResult): AnswerRow {
  return { key: 'total', label: 'Total', values: totals, changes: comparison?.changes ?? null }
}

function breakdownRows({ series }: MetricResult): AnswerRow[] {
  return series.map((row) => ({
    key: keyOf(row),
    label: breakdownLabel(row),
    values: row.totals,
    changes: row.changes,
  }))
}

function periodRows({ series, comparison, grain, range }: MetricResult): AnswerRow[] {
  const earlier = comparison?.series[0]?.points
  const isTotal = grain === 'total'
  return (series[0]?.points ?? []).map(({ at, values }, index) => ({
    key: at,
    label: isTotal ? 'Total' : periodLabel(at, { grain, range }),
    values,
    changes: isTotal
      ? (comparison?.changes ?? null)
      : pointChanges(values, earlier?.[index]?.values, comparison?.changes),
  }))
}

/** A single day is compared only where the whole period is: else it would tell what the total refuses to. */
function pointChanges(
  values: Record<string, MetricValue>,
  earlier: Record<string, MetricValue> | undefined,
  changes: MetricChanges | undefined
): MetricChanges | null {
  if (!earlier || !changes) {
    return null
  }
  return Object.fromEntries(
    Object.entries(changes).map(([id, change]) => [
      id,
      change.state === 'whole'
        ? { ...change, current: values[id], earlier: earlier[id] }
        : { ...change, state: 'none' as const },
    ])
  )
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
