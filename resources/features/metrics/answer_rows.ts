import type { MetricChanges, MetricResult, MetricSeries } from '#metrics/types'
import { breakdownLabel, isBrokenDown, type MetricValue } from './answers.js'
import { periodLabel } from './periods.js'

export type AnswerRow = {
  key: string
  label: string
  /** Dimension → value, of a row that stands for values of the breakdown. */
  keys: MetricSeries['keys'] | null
  /** Beside the name, where the breakdown is shown over time. */
  period: string | null
  values: Record<string, MetricValue>
  /** How the row moved since the compared period, where one is. */
  changes: MetricChanges | null
  /** Of the row that holds all values beyond the first ones. */
  isOther?: boolean
}

/** Stands for the column of names. */
export const NAMES = Symbol('names')
export type Sorting = { by: string | typeof NAMES; isDescending: boolean }

/** One row per value of the breakdown and period, or one per period where nothing is broken down. */
export function answerRows(result: MetricResult): AnswerRow[] {
  if (!isBrokenDown(result)) {
    return result.series[0]
      ? periodRows(result, result.series[0], result.comparison?.series[0])
      : []
  }
  return result.grain === 'total' ? breakdownRows(result) : breakdownPeriodRows(result)
}

/** All of it, as one row. */
export function totalRow({ totals, comparison }: MetricResult): AnswerRow {
  const changes = comparison?.changes ?? null
  return { key: 'total', label: 'Total', keys: null, period: null, values: totals, changes }
}

function breakdownRows({ series }: MetricResult): AnswerRow[] {
  return series.map((row) => ({
    key: keyOf(row),
    label: breakdownLabel(row),
    keys: row.other ? null : row.keys,
    isOther: row.other !== undefined,
    period: null,
    values: row.totals,
    changes: row.changes,
  }))
}

function breakdownPeriodRows(result: MetricResult): AnswerRow[] {
  const earlier = new Map(result.comparison?.series.map((row) => [keyOf(row), row]))
  return result.series.flatMap((series) =>
    periodRows(result, series, earlier.get(keyOf(series))).map((row) => ({
      ...row,
      key: keyOf(series) + row.key,
      label: breakdownLabel(series),
      keys: series.other ? null : series.keys,
      isOther: series.other !== undefined,
      period: row.label,
    }))
  )
}

function periodRows(
  { grain, range, comparison }: MetricResult,
  series: MetricSeries,
  earlier?: MetricSeries
): AnswerRow[] {
  const isTotal = grain === 'total'
  const changes = series.changes ?? comparison?.changes ?? null
  return series.points.map(({ at, values }, index) => ({
    key: at,
    label: isTotal ? 'Total' : periodLabel(at, { grain, range }),
    keys: null,
    period: null,
    values,
    changes: isTotal ? changes : pointChanges(values, earlier?.points[index]?.values, changes),
  }))
}

/** A single day is compared only where the whole period is: else it would tell what the total refuses to. */
function pointChanges(
  values: Record<string, MetricValue>,
  earlier: Record<string, MetricValue> | undefined,
  changes: MetricChanges | null
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

/** Unknown numbers come last whichever way the rest is sorted; names that are periods stay in their order. */
export function sortRows(rows: AnswerRow[], sorting: Sorting | null): AnswerRow[] {
  if (!sorting) {
    return rows
  }
  const sign = sorting.isDescending ? -1 : 1
  const compare = sorting.by === NAMES ? byName : byFigure(sorting.by, sign)
  return [...rows].sort(
    (one, other) =>
      Number(one.isOther ?? false) - Number(other.isOther ?? false) ||
      (sorting.by === NAMES ? sign : 1) * compare(one, other)
  )
}

function byName(one: AnswerRow, other: AnswerRow): number {
  return one.keys
    ? one.label.localeCompare(other.label, undefined, { numeric: true })
    : one.key.localeCompare(other.key)
}

function byFigure(metric: string, sign: number) {
  const figure = ({ values }: AnswerRow) => {
    const value = values[metric]
    return value?.status === 'available' ? value.value : null
  }
  return (one: AnswerRow, other: AnswerRow) => {
    const [a, b] = [figure(one), figure(other)]
    return a === null || b === null ? Number(a === null) - Number(b === null) : sign * (a - b)
  }
}

function keyOf({ keys }: MetricSeries): string {
  return JSON.stringify(keys)
}
