import type { Choice } from '../reading/format.js'
import { orderEvidence, type DateOrder } from './dates.js'
import { decimalEvidence, parseNumber, type DecimalMark } from './numbers.js'

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

/** The decimal mark that the cells prove; a semicolon between cells makes the comma likely. */
export function detectDecimal(cells: Iterable<string>, delimiter: string): Convention<DecimalMark> {
  const votes: Record<DecimalMark, Votes> = { '.': none(), ',': none() }
  const open = none()
  for (const cell of cells) {
    if (cell.length <= 30 && FRACTION.test(cell) && readsAsNumber(cell)) {
      const vote = decimalEvidence(cell)
      add(vote ? votes[vote] : open, cell)
    }
  }
  const fallback: DecimalMark = delimiter === ';' ? ',' : '.'
  return decide({ votes, open, fallback, what: 'Numbers' })
}

function readsAsNumber(cell: string): boolean {
  return Boolean(parseNumber(cell, '.') ?? parseNumber(cell, ','))
}

/** Day first or month first, by the cells that only one of them explains. */
export function detectDateOrder(cells: Iterable<string>): Convention<DateOrder> {
  const votes: Record<DateOrder, Votes> = { dmy: none(), mdy: none() }
  const open = none()
  for (const cell of cells) {
    const vote = cell.length <= 30 ? orderEvidence(cell) : undefined
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
