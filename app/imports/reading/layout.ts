import { joinCells, type JoinedDate } from './joined_dates.js'
import type { SourceRow } from './source_row.js'
import { TextsAbove } from './texts_above.js'

/** Why a row of the file holds no data of its own. */
export type ExclusionKind = 'total' | 'units' | 'names' | 'note' | 'table'

/** A row that is named and not read. */
export interface ExcludedRow {
  position: number
  kind: ExclusionKind
  /** Its filled cells. */
  text: string
  reason: string
}

/** From here on the cells stand in other columns: the file names them again. */
export interface Section {
  /** Row with the names. */
  headerRow: number
  /** By cell, the column it belongs to. */
  columns: number[]
}

/** Columns that are periods of one metric. */
export interface PeriodColumns {
  columns: number[]
  names: string[]
  /** Names of the two columns that take their place. */
  period: string
  value: string
}

/** Cells that are written once for several rows: an order’s day above its further lines. */
export interface CarriedCells {
  /** Column whose repeated value says that the row belongs to the one above; null where every row does. */
  key: number | null
  day: number
  columns: number[]
}

/** Where the data stands in the rows of a file. */
export interface Layout {
  excluded: ExcludedRow[]
  sections: Section[]
  /** Columns of all sections together. */
  width: number
  /** Columns of the first section. */
  firstWidth: number
  periods: PeriodColumns | null
  carried?: CarriedCells | null
  /** At the left: their blank cells have the text above. */
  merged?: number[]
  /** Row where another table begins, which is not read. */
  endsBefore?: number | null
  joined?: JoinedDate | null
  /** The day that a column of counted days calls 0. */
  countsFrom?: string | null
  leavesHiddenOut: boolean
}

export function plainLayout(width: number): Layout {
  return {
    ...{ excluded: [], sections: [], width, firstWidth: width },
    ...{ periods: null, leavesHiddenOut: false },
  }
}

/** Puts the cells of rows where the layout says, and leaves out what is no data. */
export class Arranger {
  private readonly excluded: Set<number>
  private above: string[] = []
  private readonly texts: TextsAbove

  constructor(private readonly layout: Layout) {
    this.excluded = new Set(layout.excluded.map(({ position }) => position))
    this.texts = new TextsAbove(layout.merged ?? [])
  }

  /** None, one, or a row for each period. */
  arrange(row: SourceRow): SourceRow[] {
    const { periods } = this.layout
    if (this.isLeftOut(row) || isEmpty(row)) {
      this.texts.remember(row)
      return []
    }
    const placed = this.carry(this.texts.fill(this.join(this.place(row))))
    return periods ? unfold(placed, periods) : [placed]
  }

  private isLeftOut({ position, isHidden }: SourceRow): boolean {
    const { leavesHiddenOut, endsBefore } = this.layout
    return (
      this.excluded.has(position) ||
      (leavesHiddenOut && isHidden === true) ||
      (typeof endsBefore === 'number' && position >= endsBefore)
    )
  }

  private carry(row: SourceRow): SourceRow {
    const { carried } = this.layout
    if (!carried || row.fault) {
      return row
    }
    const { key, day, columns } = carried
    const belongs = key === null || (row.cells[key] !== '' && row.cells[key] === this.above[key])
    const cells = [...row.cells]
    if (belongs && isBlank(cells[day])) {
      columns.forEach((column) => (cells[column] = cells[column] || (this.above[column] ?? '')))
    }
    this.above = cells
    return { ...row, cells }
  }

  /** A row of another length is rejected for it. */
  private join(row: SourceRow): SourceRow {
    const { joined, width } = this.layout
    if (!joined || row.fault || (row.cells.length !== joined.at && row.cells.length !== width)) {
      return row
    }
    const cells = [...row.cells]
    cells[joined.at] = joinCells(joined, cells)
    return { ...row, cells }
  }

  private place(row: SourceRow): SourceRow {
    const { sections, width, firstWidth } = this.layout
    if (sections.length === 0 || row.fault) {
      return row
    }
    const section = sections.findLast(({ headerRow }) => headerRow < row.position)
    const expected = section?.columns.length ?? firstWidth
    if (row.cells.length !== expected) {
      return row
    }
    const cells: string[] = new Array(width).fill('')
    row.cells.forEach((cell, index) => (cells[section?.columns[index] ?? index] = cell))
    return { ...row, cells }
  }
}

/** Separators and nothing between them, as spreadsheets write below a table. */
const isEmpty = ({ cells, fault }: SourceRow) => !fault && cells.every(isBlank)

const isBlank = (cell: string | undefined) => cell !== undefined && cell.trim() === ''

/** Periods without a value bring no row. */
function unfold(row: SourceRow, { columns, names }: PeriodColumns): SourceRow[] {
  if (row.fault) {
    return [row]
  }
  const kept = row.cells.filter((_cell, index) => !columns.includes(index))
  return columns.flatMap((column, index) => {
    const value = row.cells[column] ?? ''
    return value.trim() === '' ? [] : [{ ...row, cells: [...kept, names[index], value] }]
  })
}

/** The names of the columns as rows are arranged. */
export function arrangedNames(names: string[], { periods, joined }: Layout): string[] {
  if (joined) {
    return [...names, joined.name]
  }
  return periods
    ? [
        ...names.filter((_name, index) => !periods.columns.includes(index)),
        periods.period,
        periods.value,
      ]
    : names
}
