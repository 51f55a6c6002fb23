import { BIT, factsOf } from '../typing/cell_facts.js'

/** What a cell is, where names are told from values. */
export type CellKind = 'blank' | 'text' | 'number' | 'date' | 'period'

export function isValue(kind: CellKind | undefined): boolean {
  return kind === 'number' || kind === 'date'
}

const NUMBER = BIT.point | BIT.comma | BIT.duration
const DATE = BIT.dmy | BIT.mdy
/** Years, months and days may head the columns of a table; a month is no day. */
const DAY = /\d.*[-/. ].*\d.*[-/. ].*\d|\d\s?\p{L}{3,}|\p{L}{3,}\.?\s\d{1,2},/u

export function kindOf(cell: string): CellKind {
  const facts = factsOf(cell)
  if (cell.trim() === '' || (facts & BIT.emptyText) !== 0) {
    return 'blank'
  }
  if ((facts & DATE) !== 0) {
    return DAY.test(cell) ? 'date' : 'period'
  }
  if ((facts & BIT.year) !== 0) {
    return 'period'
  }
  return (facts & NUMBER) !== 0 ? 'number' : 'text'
}
