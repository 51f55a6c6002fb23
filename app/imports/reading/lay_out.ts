import { factsOf } from '../typing/cell_facts.js'
import { FileFault } from './faults.js'
import type { FileFormat, SourceRow } from './format.js'
import { joinedDate } from './joined_dates.js'
import { arrangedNames, plainLayout, type ExcludedRow, type Layout } from './layout.js'
import { MAX_COLUMNS } from './limits.js'
import { textOf, VALUES } from './other_table.js'
import { unitsBelow, unitSuffix } from './units_row.js'
import { periodColumns } from './wide_periods.js'

interface Laid {
  rows: SourceRow[]
  body: SourceRow[]
  format: FileFormat
  chosen: Partial<FileFormat>
}

/** The columns by name, and which rows right below are no data. */
export function layOut({ rows, body, format, chosen }: Laid) {
  const written = namesOf(rows, format.headerRow)
  const hasNames = format.kind !== 'json' && format.kind !== 'ndjson'
  const found = hasNames && format.headerRow > 0 ? unitsBelow(body.slice(0, 10)) : undefined
  const layout: Layout = {
    ...plainLayout(written.length),
    leavesHiddenOut: chosen.hiddenRows === 'leave_out',
    periods: chosen.periods === 'rows' ? periodColumns(written) : null,
    excluded: found ? [unitsExclusion(found.row)] : [],
  }
  layout.joined = layout.periods ? null : joinedDate(written, body)
  const names = arrangedNames(written, layout)
  const headings = layout.periods
    ? names
    : names.map((name, index) => name + unitSuffix(found?.units[index]))
  return { layout, names, headings }
}

function unitsExclusion(row: SourceRow): ExcludedRow {
  const reason = 'It says what the columns are counted in.'
  return { position: row.position, kind: 'units', text: textOf(row), reason }
}

function namesOf(rows: SourceRow[], headerRow: number): string[] {
  const header = rows.find((row) => row.position === headerRow)?.cells ?? []
  const width = header.length > 0 ? widthOf(rows, header, headerRow) : widest(rows)
  if (width > MAX_COLUMNS) {
    throw new FileFault(
      'E_TOO_MANY_COLUMNS',
      `The file has ${width} columns; at most ${MAX_COLUMNS} can be imported. Remove the ones you do not need, or check the separator.`
    )
  }
  const above = rows.find((row) => row.position === headerRow - 1)?.cells ?? []
  return nameColumns(grouped(header, above), width)
}

/** Names that are repeated under the names of groups, `Facebook` above `Clicks` and `Cost`, are told apart by them. */
function grouped(header: string[], above: string[]): string[] {
  const groups = above.filter((cell) => cell.trim() !== '')
  const isValue = groups.some((cell) => (factsOf(cell) & VALUES) !== 0)
  if (!isRepeated(header) || groups.length < 2 || isValue) {
    return header
  }
  let group = ''
  const told = header.map((name, index) => {
    group = (above[index] ?? '').trim() || group
    return name.trim() === '' ? name : `${group} ${name.trim()}`.trim()
  })
  return isRepeated(told) ? header : told
}

function isRepeated(names: string[]): boolean {
  const written = names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
  return new Set(written).size < written.length
}

const widest = (rows: SourceRow[]) =>
  rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)

/** Names that a separator at the end of the line leaves empty are no columns, where no row fills them. */
function widthOf(rows: SourceRow[], header: string[], headerRow: number): number {
  const named = header.findLastIndex((name) => name.trim() !== '') + 1
  const below = rows.filter(({ position }) => position > headerRow)
  const filled = below.reduce(
    (most, { cells }) => Math.max(most, cells.findLastIndex((cell) => cell.trim() !== '') + 1),
    0
  )
  return Math.max(named, Math.min(filled, header.length))
}

/** Unique, filled column names: empty ones are numbered, repeated ones counted. */
function nameColumns(cells: string[], width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: width }, (_, index) => {
    const written = (cells[index] ?? '').replace(/\s+/g, ' ').trim() || `Column ${index + 1}`
    const count = (seen.get(written.toLowerCase()) ?? 0) + 1
    seen.set(written.toLowerCase(), count)
    return count === 1 ? written : `${written} (${count})`
  })
}
