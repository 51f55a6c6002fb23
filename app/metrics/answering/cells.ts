import type { CellRow } from '../reading/read_cells.js'
import type { Catalogue } from '../catalogue/catalogue.js'

/** One stored metric in one cell, added up over streams. */
export interface AtomSum {
  /** Micros for money. */
  value: number
  rows: number
  currencies: Set<string | null>
  /** Whose rows these are. */
  streams: Set<string>
}

/** One bucket of one series. */
export type Cell = Map<string, AtomSum>

/** One combination of breakdown values, with its cells by bucket. */
export interface SeriesCells {
  keys: (string | null)[]
  labels: (string | null)[]
  /** Why there is no value of a breakdown, where a report leaves it out. */
  rest: string | null
  cells: Map<string, Cell>
}

export const EMPTY_CELL: Cell = new Map()
/** Bucket of the grain `total`, and of totals. */
export const WHOLE = 'whole'

/** Puts what the streams say together: series by their keys, cells by bucket, atoms by metric. */
export function foldCells(rows: CellRow[], catalogue: Catalogue): Map<string, SeriesCells> {
  const series = new Map<string, SeriesCells>()
  for (const row of rows) {
    const id = JSON.stringify(row.keys)
    const { keys, labels } = row
    const known = series.get(id) ?? { keys, labels, rest: null, cells: new Map() }
    known.rest ??= row.rest ?? null
    series.set(id, known)
    addRow(cellAt(known.cells, row.bucket ?? WHOLE), row, catalogue)
  }
  return series
}

/** The cells of all buckets as one; only what adds up over time may be asked of it. */
export function wholeOf(cells: Iterable<Cell>, catalogue: Catalogue): Cell {
  const whole: Cell = new Map()
  for (const cell of cells) {
    for (const [metric, sum] of cell) {
      addSum(whole, metric, { sum, catalogue })
    }
  }
  return whole
}

function cellAt(cells: Map<string, Cell>, bucket: string): Cell {
  const cell = cells.get(bucket) ?? new Map<string, AtomSum>()
  cells.set(bucket, cell)
  return cell
}

function addRow(cell: Cell, row: CellRow, catalogue: Catalogue) {
  for (const { part, metric, value, rows } of row.numbers) {
    const streams = new Set([part.stream.id])
    const sum = { value, rows, currencies: new Set([row.currency]), streams }
    addSum(cell, metric, { sum, catalogue })
  }
}

function addSum(
  cell: Cell,
  metric: string,
  { sum, catalogue }: { sum: AtomSum; catalogue: Catalogue }
) {
  const known = cell.get(metric)
  if (!known) {
    cell.set(metric, {
      ...sum,
      currencies: new Set(sum.currencies),
      streams: new Set(sum.streams),
    })
    return
  }
  const { extreme } = catalogue.get(metric)
  known.value = extreme ? Math[extreme](known.value, sum.value) : known.value + sum.value
  known.rows += sum.rows
  sum.currencies.forEach((currency) => known.currencies.add(currency))
  sum.streams.forEach((stream) => known.streams.add(stream))
}
