/** One row as text. `position` counts rows of the file from 1, as a spreadsheet shows them. */
export interface SourceRow {
  position: number
  cells: string[]
  fault?: { code: string; reason: string }
  /** Of a sheet: the row is there and not shown. */
  isHidden?: boolean
}
