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

  constructor(dialect: { delimiter: string; quote: string }) {
    this.rows = new DelimitedRows(dialect)
  }

  /** The rows that this piece completes. */
  push(piece: string): SourceRow[] {
    try {
      return this.rows.push(piece).map(toSourceRow)
    } catch (error) {
      throw error instanceof EndlessRow ? tooLong(error) : error
    }
  }

  /** The last row, where the file does not end with a line end. */
  end(): SourceRow[] {
    return this.rows.end().map(toSourceRow)
  }
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
