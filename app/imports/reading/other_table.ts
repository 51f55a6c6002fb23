import { offeredDimension } from '#shared/columns/known_dimensions'
import { offeredMetric } from '#shared/columns/known_metrics'
import { BIT, factsOf } from '../typing/cell_facts.js'
import type { SourceRow } from './format.js'
import type { ExcludedRow } from './layout.js'

export const VALUES = BIT.point | BIT.comma | BIT.dmy | BIT.mdy
const MOST_TEXT = 200
const MOST_MET = 10_000

/** A second table in the same file: names of other columns, mostly behind an empty line or a remark that begins with #. It is not read. */
export class OtherTable {
  row: SourceRow | undefined
  /** From its names to the end of the file. */
  rows = 0
  private isBehindRemark = false
  private readonly met = new Map<string, boolean>()
  private last: SourceRow | undefined

  takes(row: SourceRow, hasData: boolean): boolean {
    if (this.row) {
      this.rows++
    } else if (isComment(row)) {
      this.isBehindRemark = hasData
    } else if (
      this.isBehindRemark ||
      (hasData && (this.isBehindBlank(row) || this.namesOthers(row)))
    ) {
      this.isBehindRemark = false
      this.begin(row)
    }
    if (!isBlank(row)) {
      this.last = row
    }
    return this.row !== undefined
  }

  /** Behind an empty line, below rows with values. */
  private isBehindBlank(row: SourceRow): boolean {
    const { last } = this
    return last !== undefined && row.position > last.position + 1 && holdsValue(last)
  }

  /** Right below rows with values: nothing but names of metrics and dimensions. */
  private namesOthers({ cells }: SourceRow): boolean {
    return cells.length > 1 && this.mayBeName(cells[0]) && cells.every(isColumnName)
  }

  /** Most first cells were met before, and are no name. */
  private mayBeName(cell: string): boolean {
    const known = this.met.get(cell)
    if (known !== undefined || this.met.size >= MOST_MET) {
      return known ?? false
    }
    const isName = isColumnName(cell)
    this.met.set(cell, isName)
    return isName
  }

  get exclusion(): ExcludedRow[] {
    const { row, rows } = this
    const reason = `Another table begins here. Its ${rows} rows are not read: put it into a file of its own.`
    return row ? [{ position: row.position, kind: 'table', text: textOf(row), reason }] : []
  }

  private begin(row: SourceRow) {
    if (row.cells.length > 1 && row.cells.every((cell) => cell.trim() !== '') && !holdsValue(row)) {
      this.row = row
      this.rows = 1
    }
  }
}

const isColumnName = (cell: string) =>
  offeredMetric(cell) !== undefined || offeredDimension(cell) !== undefined

const isBlank = ({ cells }: SourceRow) => cells.every((cell) => cell.trim() === '')

const holdsValue = ({ cells }: SourceRow) => cells.some((cell) => (factsOf(cell) & VALUES) !== 0)

export function isComment({ cells }: SourceRow): boolean {
  return cells[0]?.startsWith('#') && cells.slice(1).every((cell) => cell === '')
}

/** `Date Range:` and what it is, below or between the rows of a report. */
export function isLabelled({ cells }: SourceRow): boolean {
  const isRest = cells.slice(2).every((cell) => cell.trim() === '')
  return isRest && (cells[0] ?? '').trimEnd().endsWith(':')
}

/** The filled cells of a row in one line. */
export function textOf({ cells }: SourceRow): string {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return filled.join(' · ').slice(0, MOST_TEXT)
}
