import type { SourceRow } from './format.js'
import { MAX_COLUMNS, MAX_MERGED_HEADER_ROWS } from './limits.js'
import type { Merge } from './sheet_rows.js'

/**
 * Joins a two-storey header, `Sales` merged over `Q1` and `Q2`, into one row of names. A merged cell
 * that stands alone in its row is a title and stays as it is.
 */
export function joinMergedHeader(rows: SourceRow[], merges: Merge[]): SourceRow[] {
  const top = merges.filter(
    (merge) => merge.toRow <= MAX_MERGED_HEADER_ROWS && merge.toColumn < MAX_COLUMNS
  )
  const wide = top.filter((merge) => merge.toColumn > merge.fromColumn)
  const upper = rows.find(
    (row) => wide.some((merge) => merge.fromRow === row.position) && filled(row) > 1
  )
  const lower = upper && rows.find((row) => row.position === upper.position + 1)
  if (!upper || !lower) {
    return rows
  }
  top.forEach((merge) => repeat([upper, lower], merge))
  const width = Math.max(upper.cells.length, lower.cells.length)
  lower.cells = Array.from({ length: width }, (_, index) =>
    join(upper.cells[index], lower.cells[index])
  )
  return rows.filter((row) => row !== upper)
}

function repeat(rows: SourceRow[], merge: Merge) {
  const value = rows.find((row) => row.position === merge.fromRow)?.cells[merge.fromColumn] ?? ''
  for (const row of rows) {
    const isCovered = row.position >= merge.fromRow && row.position <= merge.toRow
    for (let column = merge.fromColumn; isCovered && column <= merge.toColumn; column++) {
      row.cells[column] = row.cells[column] || value
    }
  }
}

function join(upper = '', lower = ''): string {
  return upper === lower || lower === '' ? upper : `${upper} ${lower}`.trim()
}

function filled(row: SourceRow): number {
  return row.cells.filter((cell) => cell !== '').length
}
