import { isValue, kindOf, type CellKind } from './cell_kinds.js'
import type { SourceRow } from './format.js'
import { isTotalWord } from '../typing/total_words.js'
import { MAX_HEADER_SEARCH_ROWS } from './limits.js'
import { unitsBelow } from './units_row.js'

export interface HeaderGuess {
  /** Position of the row with the names; 0 where there is none. */
  headerRow: number
  evidence: string
  isCertain: boolean
}

interface Line {
  row: SourceRow
  kinds: CellKind[]
  filled: number
  /** Cells up to the last filled one. */
  reach: number
}

const BLOCK_ROWS = 30
const FULL_SHARE = 0.6
const FEWEST_DAYS = 3
const MOST_VALUES = 0.4

/** Finds the row that names the columns: below titles and settings however long, above values. */
export function findHeader(rows: SourceRow[]): HeaderGuess {
  const lines = rows
    .slice(0, MAX_HEADER_SEARCH_ROWS + BLOCK_ROWS)
    .map(lineOf)
    .map(asNames)
  const scores = lines.slice(0, MAX_HEADER_SEARCH_ROWS).map((_line, index) => score(lines, index))
  const best = Math.max(...scores)
  if (best <= 0) {
    return firstFullRow(lines)
  }
  const index = earliest(lines, scores, scores.indexOf(best))
  const { position } = lines[index].row
  return {
    headerRow: position,
    evidence: `Row ${position} has names only, and values stand below it.${titles(index)}`,
    isCertain: true,
  }
}

const titles = (index: number) =>
  index === 0 ? '' : ` The ${index === 1 ? 'row' : `${index} rows`} above it are a title.`

/** A file may name its columns again further down, with more of them: the first names count. */
function earliest(lines: Line[], scores: number[], best: number): number {
  const names = namesOf(lines[best])
  const earlier = lines
    .slice(0, best)
    .findIndex((line, index) => scores[index] > 0 && shared(namesOf(line), names) >= 0.5)
  return earlier === -1 ? best : earlier
}

/** Days head the columns of a table where they are several, and numbers stand below each. */
function asNames(line: Line, index: number, lines: Line[]): Line {
  const days = line.kinds.flatMap((kind, column) => (kind === 'date' ? [column] : []))
  const below = lines[index + 1]?.kinds ?? []
  const areDifferent = new Set(days.map((column) => line.row.cells[column])).size === days.length
  const head = days.length >= FEWEST_DAYS && areDifferent && line.kinds[0] === 'text'
  return head && days.every((column) => below[column] === 'number')
    ? { ...line, kinds: line.kinds.map((kind) => (kind === 'date' ? 'period' : kind)) }
    : line
}

function namesOf({ row }: Line): Set<string> {
  return new Set(row.cells.map((cell) => cell.trim().toLowerCase()).filter((cell) => cell !== ''))
}

function shared(names: Set<string>, others: Set<string>): number {
  return [...names].filter((name) => others.has(name)).length / Math.max(1, names.size)
}

/** How many columns hold values in how many rows below, where the row itself holds none. */
function score(lines: Line[], index: number): number {
  const line = lines[index]
  if (!namesColumns(line) || namesGroups(lines, index)) {
    return 0
  }
  const block = blockBelow(lines, index)
  const typed = line.row.cells.flatMap((_cell, column) =>
    isTyped(block, column) && line.kinds[column] !== 'blank' ? [column] : []
  )
  const above = lines[index - 1]
  const continues =
    above?.filled === line.filled && typed.some((column) => isValue(above.kinds[column]))
  return continues && typed.length > 0 && above.row.position === line.row.position - 1
    ? 0
    : typed.length * block.length
}

/** Names of groups of columns: the row right below names the columns themselves. */
function namesGroups(lines: Line[], index: number): boolean {
  const [line, below, ...values] = lines.slice(index, index + 5)
  if (below?.row.position !== line.row.position + 1 || !below.kinds.every(isWord)) {
    return false
  }
  const isRepeated = namesOf(line).size < line.filled
  const isFuller = below.filled > line.filled || (isRepeated && below.filled === line.filled)
  return isFuller && unitsBelow([below.row, ...values.map(({ row }) => row)]) === undefined
}

const isWord = (kind: CellKind) => kind === 'text' || kind === 'blank'

function namesColumns({ kinds, filled }: Line): boolean {
  const values = kinds.filter(isValue)
  const periods = kinds.filter((kind) => kind === 'period')
  return (
    filled > 0 &&
    values.length <= filled * MOST_VALUES &&
    !values.includes('date') &&
    periods.length < filled
  )
}

/** The rows below that fit under the names. */
function blockBelow(lines: Line[], index: number): Line[] {
  const { row, filled } = lines[index]
  const width = row.cells.length
  const block: Line[] = []
  const below = lines.slice(index + 1, index + 1 + BLOCK_ROWS)
  for (const [at, line] of below.entries()) {
    // A line of totals right below the names may say so in a cell of its own.
    if (at === 0 && line.reach === width + 1 && isTotalWord(line.row.cells[width])) {
      continue
    }
    if (line.reach > width || (line.filled < 2 && filled > 2)) {
      break
    }
    block.push(line)
  }
  return block
}

function isTyped(block: Line[], column: number): boolean {
  const filled = block.filter(({ kinds }) => (kinds[column] ?? 'blank') !== 'blank')
  const values = filled.filter(({ kinds }) => kinds[column] !== 'text')
  return filled.length > 0 && values.length >= filled.length * FULL_SHARE
}

/** Nothing but texts, or values from the first row on. */
function firstFullRow(lines: Line[]): HeaderGuess {
  const width = usualWidth(lines.slice(0, 200))
  const index = lines.findIndex(({ filled }) => filled >= Math.max(1, width * FULL_SHARE))
  const candidate = lines[index]
  if (!candidate) {
    return { headerRow: 0, evidence: 'No row looks like column names.', isCertain: false }
  }
  if (!namesColumns(candidate)) {
    const value = candidate.row.cells.find((_cell, column) => candidate.kinds[column] !== 'text')
    const evidence = `The first full row already holds values, such as “${value}”.`
    return { headerRow: 0, evidence, isCertain: false }
  }
  const { position } = candidate.row
  const evidence = `Row ${position} is the first full row. All columns hold text, so check it.${titles(index)}`
  return { headerRow: position, evidence, isCertain: false }
}

function usualWidth(lines: Line[]): number {
  const counts = new Map<number, number>()
  lines.forEach(({ filled }) => counts.set(filled, (counts.get(filled) ?? 0) + 1))
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

function lineOf(row: SourceRow): Line {
  const kinds =
    row.cells[0]?.startsWith('#') && row.cells.length === 1
      ? ['blank' as const]
      : row.cells.map(kindOf)
  return {
    row,
    kinds,
    filled: kinds.filter((kind) => kind !== 'blank').length,
    reach: kinds.findLastIndex((kind) => kind !== 'blank') + 1,
  }
}
