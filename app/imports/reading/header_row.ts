import { isAbsent, parseNumber } from '../typing/numbers.js'
import { parseDay } from '../typing/dates.js'
import type { SourceRow } from './format.js'
import { MAX_HEADER_SEARCH_ROWS } from './limits.js'

export interface HeaderGuess {
  /** Position of the row with the names; 0 where there is none. */
  headerRow: number
  evidence: string
  isCertain: boolean
}

/** Finds the row that names the columns, below titles and above values. */
export function findHeader(rows: SourceRow[]): HeaderGuess {
  const searched = rows.slice(0, MAX_HEADER_SEARCH_ROWS)
  const width = usualWidth(rows.slice(0, 200))
  const index = searched.findIndex((row) => filledCount(row) >= Math.max(1, width * 0.6))
  const candidate = searched[index]
  if (!candidate) {
    return { headerRow: 0, evidence: 'No row looks like column names.', isCertain: false }
  }
  const values = candidate.cells.filter(isValue)
  if (values.length > filledCount(candidate) * 0.4 || values.some((cell) => looksLikeDate(cell))) {
    const evidence = `The first full row already holds values, such as “${values[0]}”.`
    return { headerRow: 0, evidence, isCertain: false }
  }
  const below = rows.slice(index + 1, index + 21)
  const isDifferent = below.some((row) => row.cells.some((cell) => isValue(cell)))
  const titles =
    index === 0 ? '' : ` The ${index === 1 ? 'row' : `${index} rows`} above it are a title.`
  return {
    headerRow: candidate.position,
    evidence: isDifferent
      ? `Row ${candidate.position} has names only, and values stand below it.${titles}`
      : `Row ${candidate.position} is the first full row. All columns hold text, so check it.${titles}`,
    isCertain: isDifferent,
  }
}

function usualWidth(rows: SourceRow[]): number {
  const counts = new Map<number, number>()
  rows.forEach((row) => {
    const width = filledCount(row)
    counts.set(width, (counts.get(width) ?? 0) + 1)
  })
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

function filledCount(row: SourceRow): number {
  return row.cells.filter((cell) => cell.trim() !== '').length
}

function isValue(cell: string): boolean {
  return !isAbsent(cell) && (isNumber(cell) || looksLikeDate(cell))
}

function isNumber(cell: string): boolean {
  return Boolean(parseNumber(cell, '.') ?? parseNumber(cell, ','))
}

/** Years and months may head the columns of a pivot, so a bare number or `2024-01` is no proof. */
function looksLikeDate(cell: string): boolean {
  return (
    /\d.*[-/. ].*\d.*[-/. ].*\d/.test(cell) &&
    Boolean(parseDay(cell, { style: 'text', order: 'dmy' }))
  )
}

/** Unique, filled column names: empty ones are numbered, repeated ones counted. */
export function nameColumns(cells: string[], width: number): string[] {
  const seen = new Map<string, number>()
  return Array.from({ length: width }, (_, index) => {
    const written = (cells[index] ?? '').replace(/\s+/g, ' ').trim() || `Column ${index + 1}`
    const count = (seen.get(written.toLowerCase()) ?? 0) + 1
    seen.set(written.toLowerCase(), count)
    return count === 1 ? written : `${written} (${count})`
  })
}
