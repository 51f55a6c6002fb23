import { isTotalWord } from '../typing/total_words.js'
import type { SourceRow } from './source_row.js'

/** Fills blank cells below a text that is written once for its group. */
export class TextsAbove {
  private readonly texts: string[] = []

  /** `columns`: from the left, those that are written so. */
  constructor(private readonly columns: number[]) {}

  /** Of a row that is left out: the sum of a group may be the row that names it. */
  remember({ cells }: SourceRow) {
    for (const column of this.columns) {
      if (!isBlank(cells[column] ?? '') && !isTotalWord(cells[column])) {
        this.note(column, cells[column])
      }
    }
  }

  fill(row: SourceRow): SourceRow {
    if (this.columns.length === 0 || row.fault) {
      return row
    }
    const cells = [...row.cells]
    for (const column of this.columns.filter((one) => one < cells.length)) {
      cells[column] = this.textAt(column, cells[column])
    }
    return { ...row, cells }
  }

  private textAt(column: number, cell: string): string {
    if (isBlank(cell)) {
      return this.texts[column] ?? ''
    }
    this.note(column, cell)
    return cell
  }

  /** Another text begins another group, also of the columns to the right. */
  private note(column: number, text: string) {
    this.texts.length = Math.min(this.texts.length, column)
    this.texts[column] = text
  }
}

const isBlank = (cell: string) => cell.trim() === ''
