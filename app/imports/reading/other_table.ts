import { BIT, factsOf } from '../typing/cell_facts.js'
import type { SourceRow } from './format.js'
import type { ExcludedRow } from './layout.js'

export const VALUES = BIT.point | BIT.comma | BIT.dmy | BIT.mdy
const MOST_TEXT = 200

/** A second table in the same file: behind an empty line or a remark that begins with #, names of other columns. It is not read. */
export class OtherTable {
  row: SourceRow | undefined
  /** From its names to the end of the file. */
  rows = 0
  private isBehindRemark = false
  private last: SourceRow | undefined

  takes(row: SourceRow, hasData: boolean): boolean {
    if (this.row) {
      this.rows++
    } else if (isComment(row)) {
      this.isBehindRemark = hasData
    } else if (this.isBehindRemark || (hasData && this.isBehindBlank(row))) {
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
