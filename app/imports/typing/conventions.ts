import type { Choice } from '../reading/format.js'
import { orderEvidence, type DateOrder } from './dates.js'
import { decimalEvidence, isAbsent, parseNumber, type DecimalMark } from './numbers.js'

export interface Convention<Value extends string> {
  value: Value
  evidence: string
  tone: 'certain' | 'likely' | 'check'
  isUsed: boolean
}

export const DECIMAL_CHOICES: Choice[] = [
  { value: '.', label: 'point: 1,234.56' },
  { value: ',', label: 'comma: 1.234,56' },
]

export const ORDER_CHOICES: Choice[] = [
  { value: 'dmy', label: 'day/month/year' },
  { value: 'mdy', label: 'month/day/year' },
]

const FRACTION = /\d[.,]|[.,]\d/

interface Votes {
  count: number
  example: string
}

/** Columns vote whose cells are mostly of the kind: addresses such as 8.215.189.118 say nothing about numbers. */
const FITTING_SHARE = 0.75
const LONGEST_CELL = 30

/** The decimal mark that the cells prove; a semicolon between cells makes the comma likely. */
export function detectDecimal(columns: string[][], delimiter: string): Convention<DecimalMark> {
  const votes: Record<DecimalMark, Votes> = { '.': none(), ',': none() }
  const open = none()
  for (const cell of cellsOfKind(columns, readsAsNumber)) {
    if (FRACTION.test(cell)) {
      const vote = decimalEvidence(cell)
      add(vote ? votes[vote] : open, cell)
    }
  }
  const fallback: DecimalMark = delimiter === ';' ? ',' : '.'
  return decide({ votes, open, fallback, what: 'Numbers' })
}

/** The cells of a kind in the columns that consist of it. */
function cellsOfKind(columns: string[][], isOfKind: (cell: string) => boolean): string[] {
  return columns.flatMap((cells) => {
    const filled = cells.filter((cell) => !isAbsent(cell))
    const ofKind = filled.filter((cell) => cell.length <= LONGEST_CELL && isOfKind(cell))
    return ofKind.length >= filled.length * FITTING_SHARE ? ofKind : []
  })
}

function readsAsNumber(cell: string): boolean {
  return Boolean(parseNumber(cell, '.') ?? parseNumber(cell, ','))
}

/** Day first or month first, by the cells that only one of them explains. */
export function detectDateOrder(columns: string[][]): Convention<DateOrder> {
  const votes: Record<DateOrder, Votes> = { dmy: none(), mdy: none() }
  const open = none()
  for (const cell of columns.flat()) {
    const vote = cell.length <= LONGEST_CELL ? orderEvidence(cell) : undefined
    if (vote) {
      add(vote === 'either' ? open : votes[vote], cell)
    }
  }
  return decide({ votes, open, fallback: 'dmy', what: 'Dates' })
}

interface Election<Value extends string> {
  votes: Record<Value, Votes>
  open: Votes
  fallback: Value
  what: string
}

function decide<Value extends string>({
  votes,
  open,
  fallback,
  what,
}: Election<Value>): Convention<Value> {
  const [[first, one], [second, two]] = Object.entries(votes) as [Value, Votes][]
  const total = one.count + two.count
  if (total === 0) {
    return undecided(open, fallback, what)
  }
  const value = one.count === two.count ? fallback : one.count > two.count ? first : second
  const tone = votes[value].count === total ? 'certain' : 'check'
  return { value, tone, evidence: proof(votes[value], total), isUsed: true }
}

function undecided<Value extends string>(
  open: Votes,
  value: Value,
  what: string
): Convention<Value> {
  const isUsed = open.count > 0
  const evidence = isUsed
    ? `${what} like “${open.example}” can be read both ways; check the sample.`
    : 'It makes no difference in this file.'
  return { value, evidence, tone: isUsed ? 'check' : 'certain', isUsed }
}

function none(): Votes {
  return { count: 0, example: '' }
}

function add(votes: Votes, example: string) {
  votes.count++
  votes.example ||= example.trim()
}

function proof(votes: Votes, total: number): string {
  return `${votes.count} of ${total} telling cells say so, for example “${votes.example}”.`
}
