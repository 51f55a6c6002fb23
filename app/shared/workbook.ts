import writeWorkbook, { type CellObject } from 'write-excel-file/node'

/** A number with the format that spreadsheets show it in (`#,##0.00`); a formula without its equals sign. */
export type WorkbookCell =
  string | number | null | { value: number; format: string } | { formula: string; format?: string }

export interface WorkbookSheet {
  name: string
  /** The first one is the heading, and stays in sight. */
  rows: WorkbookCell[][]
}

/** What a spreadsheet opens: more is cut there without a word. */
const MOST_LETTERS = 32_767
const LONGEST_NAME = 31
const NARROWEST = 10
const WIDEST = 48
/** Rows that say how wide a column has to be. */
const MEASURED_ROWS = 200
const HEADING = { fontWeight: 'bold' } as const
/** Characters that XML cannot hold. */
const NO_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

/** An XLSX file. Numbers are numbers, and no text is ever a formula. */
export async function workbookOf(sheets: WorkbookSheet[]): Promise<Buffer> {
  const names = namesOf(sheets)
  const written = sheets.map(({ rows: [heading = [], ...rows] }, place) => ({
    sheet: names[place],
    stickyRowsCount: 1,
    columns: heading.map((_, column) => ({ width: widthOf([heading, ...rows], column) })),
    data: [
      heading.map((cell) => cell !== null && { ...cellOf(cell), ...HEADING }),
      ...rows.map((row) => row.map((cell) => (cell === null ? null : cellOf(cell)))),
    ].map((row) => row.map((cell) => cell || null)),
  }))
  return writeWorkbook(written).toBuffer()
}

function cellOf(cell: Exclude<WorkbookCell, null>): CellObject {
  if (typeof cell === 'string') {
    return { value: textOf(cell), type: String }
  }
  if (typeof cell === 'number') {
    return { value: cell, type: Number }
  }
  return 'formula' in cell
    ? { value: cell.formula, type: 'Formula', format: cell.format }
    : { value: cell.value, type: Number, format: cell.format }
}

const textOf = (text: string) => text.toWellFormed().replaceAll(NO_XML, '').slice(0, MOST_LETTERS)

function widthOf(rows: WorkbookCell[][], column: number): number {
  const lengths = rows.slice(0, MEASURED_ROWS).map((row) => shownLength(row[column] ?? null))
  return Math.min(WIDEST, Math.max(NARROWEST, ...lengths) + 2)
}

function shownLength(cell: WorkbookCell): number {
  const shown = cell !== null && typeof cell === 'object' && 'value' in cell ? cell.value : cell
  return typeof shown === 'object' ? NARROWEST : String(shown).length
}

/** Sheets have different names of at most 31 letters, without the signs that addresses are made of. */
function namesOf(sheets: WorkbookSheet[]): string[] {
  const taken = new Set<string>()
  return sheets.map(({ name }, place) => {
    const plain = textOf(name)
      .replaceAll(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, LONGEST_NAME)
    const fallback = `Sheet ${place + 1}`
    const chosen = plain === '' || taken.has(plain.toLowerCase()) ? fallback : plain
    taken.add(chosen.toLowerCase())
    return chosen
  })
}
