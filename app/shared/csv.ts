/** A text that a spreadsheet would run as a formula starts with one of these. */
const FORMULA_START = /^[=+\-@\t\r\0]/
const NEEDS_QUOTES = /[",\r\n]/

export type CsvCell = string | number | null

/** One line, ended as RFC 4180 says. Numbers stay numbers; text is never a formula. */
export function csvLine(cells: CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: CsvCell): string {
  if (cell === null) {
    return ''
  }
  if (typeof cell === 'number') {
    return String(cell)
  }
  const text = FORMULA_START.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
