import type { answerTable } from '#dashboards'
import type { Metric } from '#metrics'
import type { WorkbookCell } from '#shared/workbook'

type Result = Parameters<typeof answerTable>[0]
type Row = (string | number | null)[]

interface Totalled {
  table: { headings: string[]; decimals: (number | null)[] }
  rows: Row[]
  result: Result
  metrics: Metric[]
}

/** A column of numbers: a metric, as it is or as it was in a compared period. */
interface Column {
  place: number
  id: string
  version: number
  decimals: number
  /** What the query engine says; null where it says nothing. */
  total: number | null
}

const DIVISION = /^(percent\()?\s*([\w:.-]+)\s*\/\s*([\w:.-]+)\s*\)?$/
const STORED_DECIMALS = 6
/** Percentages are points. */
const POINTS = 100
/** The heading is the first line of a sheet. */
const FIRST_LINE = 2

/**
 * The row of totals. A cell is a formula only where it gives the number of the query engine: a sum of what is shown is no total where
 * rows are left out, or where people are counted once.
 */
export function totalCells({ table, rows, result, metrics }: Totalled): WorkbookCell[] {
  const columns = columnsOf(table, result)
  const summed = columns.filter((column) => isSum(rows, column))
  const cells = columns.map((column): WorkbookCell => {
    if (summed.includes(column)) {
      return { formula: sumOf(column, rows.length) }
    }
    const formula = metrics.find(({ id }) => id === column.id)?.formula ?? ''
    const ratio = ratioOf(column, DIVISION.exec(formula), summed)
    return ratio
      ? { formula: ratio(FIRST_LINE + rows.length) }
      : column.total === null
        ? null
        : rounded(column.total, column.decimals)
  })
  const names = table.headings.slice(0, table.headings.length - columns.length)
  return [...names.map((_, place) => (place === 0 ? 'Total' : null)), ...cells]
}

function columnsOf({ headings, decimals }: Totalled['table'], result: Result): Column[] {
  const compared = [result.comparison ?? [], result.moreComparisons ?? []].flat()
  const versions = [result.totals, ...compared.map(({ totals }) => totals)]
  const ids = Object.keys(result.totals)
  const first = headings.length - ids.length * versions.length
  return ids.flatMap((id, index) =>
    versions.map((totals, version) => {
      const place = first + index * versions.length + version
      const value = totals[id]
      const total = value?.status === 'available' ? value.value : null
      return { place, id, version, total, decimals: decimals[place] ?? STORED_DECIMALS }
    })
  )
}

/** One line is its own total already. */
function isSum(rows: Row[], { place, total, decimals }: Column): boolean {
  const shown = rows.map((row) => row[place]).filter((cell) => typeof cell === 'number')
  const sum = shown.reduce((all, cell) => all + cell, 0)
  const mayDiffer = tolerance(decimals) * Math.sqrt(rows.length)
  return rows.length > 1 && total !== null && Math.abs(sum - total) <= mayDiffer
}

function ratioOf(column: Column, parts: RegExpExecArray | null, summed: Column[]) {
  const [, percent, ...operands] = parts ?? []
  const [top, bottom] = operands.map((id) =>
    summed.find((one) => one.id === id && one.version === column.version)
  )
  const factor = percent ? POINTS : 1
  if (!top || !bottom || !isQuotient(column, factor * (top.total! / bottom.total!))) {
    return null
  }
  const prefix = factor === 1 ? '' : `${factor}*`
  return (line: number) =>
    `${prefix}${lettersOf(top.place)}${line}/${lettersOf(bottom.place)}${line}`
}

const isQuotient = ({ total, decimals }: Column, quotient: number) =>
  total !== null && Math.abs(quotient - total) <= tolerance(decimals)

const tolerance = (decimals: number) => 0.51 * 10 ** -decimals
const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals))

const sumOf = ({ place }: Column, lines: number) =>
  `SUM(${lettersOf(place)}${FIRST_LINE}:${lettersOf(place)}${lines + 1})`

function lettersOf(place: number): string {
  const rest = Math.floor(place / 26) - 1
  return (rest >= 0 ? lettersOf(rest) : '') + String.fromCharCode(65 + (place % 26))
}
