import {
  DelimitedRows,
  EndlessRow,
  MAX_ROW_CHARACTERS,
  type DelimitedRow,
} from '#shared/delimited_rows'
import { FileFault } from './faults.js'
import type { SourceRow } from './format.js'

/** Rows of a file, with what is wrong with one in a person's words. */
export class DelimitedParser {
  private readonly rows: DelimitedRows

  private readonly mayBeWrapped: boolean

  constructor(dialect: { delimiter: string; quote: string }) {
    this.rows = new DelimitedRows(dialect)
    this.mayBeWrapped = dialect.quote === ''
  }

  /** The rows that this piece completes. */
  push(piece: string): SourceRow[] {
    try {
      return this.rows.push(piece).map(this.toRow)
    } catch (error) {
      throw error instanceof EndlessRow ? tooLong(error) : error
    }
  }

  /** The last row, where the file does not end with a line end. */
  end(): SourceRow[] {
    return this.rows.end().map(this.toRow)
  }

  private readonly toRow = (row: DelimitedRow): SourceRow =>
    toSourceRow(this.mayBeWrapped ? { ...row, cells: unwrapped(row.cells) } : row)
}

/** `"a,b"` as a whole row: the quotation marks belong to neither cell. */
function unwrapped(cells: string[]): string[] {
  const [first] = cells
  const last = cells.at(-1)!
  const isWrapped = cells.length > 1 && first.startsWith('"') && last.endsWith('"')
  return isWrapped ? [first.slice(1), ...cells.slice(1, -1), last.slice(0, -1)] : cells
}

function toSourceRow({ position, cells, isUnclosed }: DelimitedRow): SourceRow {
  return isUnclosed ? { position, cells, fault: UNCLOSED } : { position, cells }
}

const UNCLOSED = {
  code: 'E_UNCLOSED_QUOTE',
  reason:
    'A quotation mark is opened here and never closed: the file looks cut off. Add the missing end, or export the file again.',
}

function tooLong({ position }: EndlessRow) {
  return new FileFault(
    'E_ROW_TOO_LONG',
    `Row ${position} does not end within ${MAX_ROW_CHARACTERS / 1024 ** 2} MB. A quotation mark may be left open there: repair the row, or choose “no quotation marks”.`
  )
}
