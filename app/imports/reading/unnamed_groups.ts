import { amountOf, type Addends } from './totals.js'
import type { SourceRow } from './format.js'

interface Group {
  parent: SourceRow
  children: SourceRow[]
}

const FEWEST_GROUPS = 2
const TOLERANCE = 0.011
/** Without another sign that rows are groups, so many have to add up in more than one column. */
const FEWEST_UNMARKED = 3

/**
 * Rows of groups that no word calls totals, as pivot tables and nested reports write them: each is the sum of the rows
 * below it (or above it), up to the next one, and the whole table consists of them.
 */
export function unnamedParents(
  rows: SourceRow[],
  addends: Addends,
  texts: number[]
): { parents: SourceRow[]; place: 'below' | 'above' } | undefined {
  for (const place of ['below', 'above'] as const) {
    const ordered = place === 'below' ? rows : rows.toReversed()
    // The first or the last row may be a total of all.
    for (const candidate of [ordered, ordered.slice(1), ordered.slice(0, -1)]) {
      const groups = groupsOf(candidate, addends)
      if (groups && isConvincing(groups, addends, texts)) {
        return { parents: groups.map(({ parent }) => parent), place }
      }
    }
  }
  return undefined
}

function groupsOf(rows: SourceRow[], addends: Addends): Group[] | undefined {
  const groups: Group[] = []
  for (let at = 0; at < rows.length;) {
    const size = childrenOf(rows, at, addends)
    if (size === 0) {
      return undefined
    }
    groups.push({ parent: rows[at], children: rows.slice(at + 1, at + 1 + size) })
    at += size + 1
  }
  return groups
}

/** How many rows behind `at` add up to it; rows of nothing but zeros belong to the group before them. */
function childrenOf(rows: SourceRow[], at: number, addends: Addends): number {
  const parent = rows[at]
  const wanted = numbersOf(parent, addends)
  const sums = wanted.map(() => 0)
  for (let next = at + 1; next < rows.length && sharesDay(parent, rows[next], addends); next++) {
    numbersOf(rows[next], addends).forEach((value, index) => (sums[index] += value))
    if (isSame(wanted, sums)) {
      return next - at + emptyBehind(rows, next, addends)
    }
  }
  return 0
}

function emptyBehind(rows: SourceRow[], last: number, addends: Addends): number {
  const behind = rows.slice(last + 1)
  const filled = behind.findIndex((row) => numbersOf(row, addends).some((value) => value !== 0))
  return filled === -1 ? behind.length : filled
}

function sharesDay(parent: SourceRow, child: SourceRow, { day }: Addends): boolean {
  const own = day === null ? '' : (parent.cells[day] ?? '').trim()
  return own === '' || own === (child.cells[day!] ?? '').trim()
}

function isSame(wanted: number[], sums: number[]): boolean {
  const isEqual = wanted.every((value, index) => Math.abs(value - sums[index]) <= TOLERANCE)
  return isEqual && wanted.some((value) => value !== 0)
}

function numbersOf({ cells }: SourceRow, { columns, decimal }: Addends): number[] {
  return columns.map(({ index }) => amountOf(cells[index], decimal) || 0)
}

/** Small numbers add up by chance: groups leave a text empty that their rows fill, or their rows have the same names, or are indented. */
function isConvincing(groups: Group[], addends: Addends, texts: number[]): boolean {
  const children = groups.reduce((sum, group) => sum + group.children.length, 0)
  if (groups.length < FEWEST_GROUPS || children < groups.length + FEWEST_GROUPS) {
    return false
  }
  const isMarked = texts.some(
    (text) => leavesEmpty(groups, text) || repeatsNames(groups, text) || indents(groups, text)
  )
  const isUnlikely = groups.length >= FEWEST_UNMARKED && addends.columns.length > 1
  return isMarked || isUnlikely
}

const cellOf = ({ cells }: SourceRow, text: number) => (cells[text] ?? '').trim()

function leavesEmpty(groups: Group[], text: number): boolean {
  return groups.every(
    ({ parent, children }) =>
      cellOf(parent, text) === '' && children.every((child) => cellOf(child, text) !== '')
  )
}

/** The names of rows begin further to the right than that of their group. */
function indents(groups: Group[], text: number): boolean {
  const depth = ({ cells }: SourceRow) => (cells[text] ?? '').search(/[^\s\u00a0]/)
  return groups.every(({ parent, children }) =>
    children.every((child) => depth(child) > depth(parent))
  )
}

function repeatsNames(groups: Group[], text: number): boolean {
  const names = groups.map(({ parent }) => cellOf(parent, text))
  const below = groups.flatMap(({ children }) => children.map((child) => cellOf(child, text)))
  const areApart = new Set(names).size === names.length && !below.some((one) => names.includes(one))
  return areApart && new Set(below).size < below.length
}
