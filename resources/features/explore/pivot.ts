import type {
  MetricQuery,
  MetricResult,
  MetricSeries,
  MetricValues,
  Subtotals,
} from '#metrics/types'
import { periodLabel } from '../metrics/periods.js'

export interface PivotColumn {
  key: string
  label: string
}

export interface PivotRow {
  key: string
  label: string
  /** Of the first breakdown: above the rows that it totals. */
  isSubtotal: boolean
  /** The row itself stands below a sub-total. */
  isNested: boolean
  cells: Record<string, MetricValues | undefined>
  total: MetricValues | undefined
}

export interface Pivot {
  columns: PivotColumn[]
  rows: PivotRow[]
  totals: { cells: Record<string, MetricValues | undefined>; total: MetricValues }
}

type Shape = { breakdowns: string[]; isOverTime: boolean }

/** Which breakdown the columns are: periods where the query has any, else the last breakdown of several. */
function shapeOf(result: MetricResult): Shape {
  const breakdowns = Object.keys(result.series[0]?.breakdown ?? {})
  return { breakdowns, isOverTime: result.grain !== 'total' || breakdowns.length < 2 }
}

/** The breakdowns that stand in the rows. */
export function rowBreakdowns({ breakdowns = [], grain = 'total' }: MetricQuery): string[] {
  return grain !== 'total' || breakdowns.length < 2 ? breakdowns : breakdowns.slice(0, -1)
}

/**
 * Rows and columns of an answer. Totals of rows, columns and first breakdowns come from the engine, which knows how each metric
 * adds up; nothing is added here.
 */
export function pivotOf(result: MetricResult): Pivot {
  const shape = shapeOf(result)
  const columns = shape.isOverTime ? periodsOf(result) : valuesOf(result, shape)
  const rowIds = shape.isOverTime ? shape.breakdowns : shape.breakdowns.slice(0, -1)
  const rows = shape.isOverTime ? overTime(result, rowIds) : crossed(result, shape, rowIds)
  return {
    columns,
    rows: withSubtotals(rows, { result, shape, rowIds }),
    totals: {
      cells: columnTotals(result, shape),
      total: result.totals,
    },
  }
}

const periodsOf = (result: MetricResult): PivotColumn[] =>
  (result.series[0]?.points ?? []).map(({ at }) => ({ key: at, label: periodLabel(at, result) }))

/** The values of the last breakdown in the order of their totals. */
function valuesOf(result: MetricResult, { breakdowns }: Shape): PivotColumn[] {
  const last = breakdowns.at(-1)!
  const totalled = subtotalsBy(result, [last])?.series ?? []
  return totalled.map((series) => ({
    key: keyOf(series, [last]),
    label: nameOf(series, [last]),
  }))
}

function overTime(result: MetricResult, rowIds: string[]): PivotRow[] {
  return result.series.map((series) => ({
    key: keyOf(series, rowIds),
    label: nameOf(series, rowIds) || 'Total',
    isSubtotal: false,
    isNested: false,
    cells: pointsOf(series),
    total: series.totals,
  }))
}

function crossed(result: MetricResult, { breakdowns }: Shape, rowIds: string[]): PivotRow[] {
  const last = breakdowns.at(-1)!
  const byRow = Map.groupBy(result.series, (series) => keyOf(series, rowIds))
  const totals = new Map(
    subtotalsBy(result, rowIds)?.series.map((series) => [keyOf(series, rowIds), series]) ?? []
  )
  const order = [...new Set([...totals.keys(), ...byRow.keys()])].filter((key) => byRow.has(key))
  return order.map((key) => {
    const members = byRow.get(key)!
    return {
      key,
      label: nameOf(members[0], rowIds),
      isSubtotal: false,
      isNested: false,
      cells: Object.fromEntries(members.map((one) => [keyOf(one, [last]), one.totals])),
      total: totals.get(key)?.totals,
    }
  })
}

interface Around {
  result: MetricResult
  shape: Shape
  rowIds: string[]
}

/** Rows of two breakdowns below their first one, which has a row of totals. */
function withSubtotals(rows: PivotRow[], { result, shape, rowIds }: Around): PivotRow[] {
  const [first] = rowIds
  const groups = rowIds.length > 1 ? subtotalsBy(result, [first]) : undefined
  if (!groups) {
    return rows
  }
  return groups.series.flatMap((series) => {
    const key = keyOf(series, [first])
    const members = rows.filter((row) => row.key.startsWith(`${key.slice(0, -1)},`))
    const head: PivotRow = {
      key: `subtotal ${key}`,
      label: nameOf(series, [first]),
      isSubtotal: true,
      isNested: false,
      cells: shape.isOverTime ? pointsOf(series) : crossTotals({ result, shape, rowIds }, key),
      total: series.totals,
    }
    return [head, ...members.map((row) => ({ ...row, label: restOf(row, head), isNested: true }))]
  })
}

const SEPARATOR = ' · '
const restOf = ({ label }: PivotRow, head: PivotRow) =>
  label.slice(head.label.length + SEPARATOR.length)

function crossTotals({ result, shape, rowIds }: Around, key: string) {
  const [first] = rowIds
  const last = shape.breakdowns.at(-1)!
  const own = (subtotalsBy(result, [first, last])?.series ?? []).filter(
    (series) => keyOf(series, [first]) === key
  )
  return Object.fromEntries(own.map((series) => [keyOf(series, [last]), series.totals]))
}

function columnTotals(result: MetricResult, { breakdowns, isOverTime }: Shape) {
  if (isOverTime) {
    const all = breakdowns.length > 0 ? subtotalsBy(result, [])?.series[0] : result.series[0]
    return all ? pointsOf(all) : {}
  }
  const last = breakdowns.at(-1)!
  const columns = subtotalsBy(result, [last])?.series ?? []
  return Object.fromEntries(columns.map((series) => [keyOf(series, [last]), series.totals]))
}

const pointsOf = ({ points }: MetricSeries) =>
  Object.fromEntries(points.map(({ at, values }) => [at, values]))

function subtotalsBy({ subtotals }: MetricResult, ids: string[]): Subtotals | undefined {
  return subtotals?.find(({ by }) => JSON.stringify(by) === JSON.stringify(ids))
}

const keyOf = ({ keys }: MetricSeries, ids: string[]) => JSON.stringify(ids.map((id) => keys[id]))

function nameOf({ breakdown, other }: MetricSeries, ids: string[]): string {
  return ids
    .map((id) =>
      other?.dimension === id ? `Other (${other.values})` : (breakdown[id] ?? '(not set)')
    )
    .join(SEPARATOR)
}
