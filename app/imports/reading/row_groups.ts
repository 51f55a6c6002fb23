import type { ColumnProfile } from '../typing/column_profile.js'
import { currencyColumn } from '../typing/currency_column.js'
import { dayColumn } from '../typing/day_column.js'
import type { FileFormat } from './format.js'
import type { CarriedCells } from './layout.js'

/** A column is carried down where nearly all rows of a group leave it empty. */
const EMPTY_SHARE = 0.9

/** Rows whose first cell repeats the one above, as further lines of an order do, and what they leave empty. */
export class RowGroups {
  private above: string[] = []
  private repeated = 0
  private readonly empty: number[] = []

  add(cells: string[]) {
    if (cells[0] !== '' && cells[0] === this.above[0]) {
      this.repeated++
      for (let column = 1; column < cells.length; column++) {
        if (cells[column] === '' && this.above[column] !== '') {
          this.empty[column] = (this.empty[column] ?? 0) + 1
        }
      }
      return
    }
    this.above = cells
  }

  /** How many rows leave the column to the first row of their group; none where groups write it themselves. */
  leftTo(column: number): number {
    const count = this.empty[column] ?? 0
    return count >= this.repeated * EMPTY_SHARE ? count : 0
  }
}

/** Which cells rows take from the one above: day and currency, where only the first row of a group has them. */
export function carriedCells(
  groups: RowGroups,
  columns: ColumnProfile[],
  wanted: FileFormat['blankDays']
): CarriedCells | null {
  const day = dayColumn(columns)
  if (!day || wanted === 'reject') {
    return null
  }
  const currency = currencyColumn(columns)
  const carried = [day, currency].flatMap((column) => (column ? [column.index] : []))
  const found = { day: day.index, columns: carried }
  return wanted === 'above'
    ? { ...found, key: null }
    : groups.leftTo(day.index) > 0
      ? { ...found, key: 0 }
      : null
}
