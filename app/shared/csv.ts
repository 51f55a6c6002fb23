/**
 * What a spreadsheet reads as a formula when a cell, or a line of it, begins with it; full-width forms are read alike
 * (OWASP, CSV injection).
 */
const FORMULA_SIGN = '[=+\\-@\\t\\r\\0\uff1d\uff0b\uff0d\uff20]'
/** A file is cut at commas here and at semicolons or tabs elsewhere, so what follows one may become a cell of its own. */
const CELL_START = new RegExp(`(^|[,;\\t\\r\\n|])(\\s*)(?=${FORMULA_SIGN})`, 'g')
const PLAIN_NUMBER = /^[-+]?\d[\d.,\u00a0 ]*%?$/

export type CsvCell = string | number | null

/** What a file begins with, so that spreadsheets read it as UTF-8. */
export const CSV_START = '\ufeff'

/**
 * One line, ended as RFC 4180 says. Numbers stay numbers, and so does text that is one; every other text is quoted, and
 * none of it is a formula.
 */
export function csvLine(cells: CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: CsvCell): string {
  if (cell === null) {
    return ''
  }
  return typeof cell === 'number' ? String(cell) : `"${guarded(cell).replaceAll('"', '""')}"`
}

function guarded(text: string): string {
  const kept = text.replaceAll('\0', '')
  return PLAIN_NUMBER.test(kept) ? kept : kept.replaceAll(CELL_START, `$1$2'`)
}
