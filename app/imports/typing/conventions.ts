import type { Choice } from '../reading/format.js'
import type { Fact } from './cell_facts.js'
import type { ColumnTally } from './column_tally.js'
import type { DateOrder } from './dates.js'
import type { DecimalMark } from './numbers.js'
import { namedGrain } from './named_grain.js'
import { daysOf } from './tally_readings.js'
import { FITTING_SHARE } from './verdict.js'

export type Tone = 'certain' | 'likely' | 'check' | 'question'

export interface Convention<Value extends string> {
  value: Value
  evidence: string
  tone: Tone
  isUsed: boolean
}

export const DECIMAL_CHOICES: Choice[] = [
  { value: '.', label: 'point: 1,234.56' },
  { value: ',', label: 'comma: 1.234,56' },
]

export const ORDER_CHOICES: Choice[] = [
  { value: 'dmy', label: 'day/month/year' },
  { value: 'mdy', label: 'month/day/year' },
  { value: 'ymd', label: 'year/month/day, the year with two digits' },
]

/** So many cells against a guess, and so large a share of all, are no slips: a person has to look. */
export const MANY_CELLS = 20
export const MANY_SHARE = 0.05

const DAY_MS = 86_400_000
const CLOSE_DAYS = 7

export interface Votes {
  count: number
  example: string
}

/** Whether most filled cells are one of the facts. */
export function consistsOf(tally: ColumnTally, ...facts: Fact[]): boolean {
  const { count } = tally.without(...facts)
  return tally.filled > 0 && tally.filled - count >= tally.filled * FITTING_SHARE
}

/** Day first or month first, by the cells that only one of them explains, then by which days follow each other. */
export function detectDateOrder(
  tallies: ColumnTally[],
  { decimal, delimiter }: { decimal: DecimalMark; delimiter: string }
): Convention<DateOrder> {
  const columns = tallies.filter((tally) => consistsOf(tally, 'dmy', 'mdy'))
  const yearFirst = columns.map(asYearFirst).find((found) => found !== undefined)
  if (yearFirst) {
    return yearFirst
  }
  const votes: Record<'dmy' | 'mdy', Votes> = {
    dmy: sum(columns, (tally) => [tally.count('votesDmy'), tally.exampleOf('votesDmy')]),
    mdy: sum(columns, (tally) => [tally.count('votesMdy'), tally.exampleOf('votesMdy')]),
  }
  if (votes.dmy.count + votes.mdy.count > 0) {
    return elected(votes, 'dmy')
  }
  const open = columns.find((tally) => tally.count('openOrder') > 0)
  if (!open) {
    return {
      value: 'dmy',
      evidence: 'It makes no difference in this file.',
      tone: 'certain',
      isUsed: false,
    }
  }
  return openOrder(open, decimal === ',' || delimiter === ';')
}

const SHORT_DATE = /^\d{2}([-/.])\d{2}\1\d{2}$/

/** `26-03-01`: where the usual order puts the days years apart, the year stands first. */
function asYearFirst(tally: ColumnTally): Convention<DateOrder> | undefined {
  const cells = tally.cellsWith('dmy')
  if (cells.length === 0 || !cells.every((cell) => SHORT_DATE.test(cell.trim()))) {
    return undefined
  }
  const [usual, first] = (['dmy', 'ymd'] as const).map((order) => daysOf(tally, order).toSorted())
  const isLate = usual[0] < '2016' && first[0] >= '2016'
  if (first.length < cells.length || !isLate) {
    return undefined
  }
  const isSpread = dayGaps(first) > dayGaps(usual)
  const read = `“${cells[0].trim()}” is read as ${daysOf(tally, 'ymd')[0]}`
  return {
    value: 'ymd',
    isUsed: true,
    tone: isSpread ? 'likely' : 'question',
    evidence: isSpread
      ? `${read}: with the day first, the rows would lie years apart.`
      : `${read}; with the day first it would be ${daysOf(tally, 'dmy')[0]}, and nothing in the file decides it.`,
  }
}

function openOrder(tally: ColumnTally, hasComma: boolean): Convention<DateOrder> {
  const example = tally.exampleOf('openOrder')
  const named = (['dmy', 'mdy'] as const).filter((order) => namedGrain(tally, order))
  if (named.length === 1) {
    const evidence = `So “${tally.name}” holds first days of such periods; “${example}” alone could be read both ways.`
    return { value: named[0], evidence, tone: 'likely', isUsed: true }
  }
  const gaps = { dmy: dayGaps(daysOf(tally, 'dmy')), mdy: dayGaps(daysOf(tally, 'mdy')) }
  if (gaps.dmy !== gaps.mdy) {
    const value = gaps.dmy > gaps.mdy ? 'dmy' : 'mdy'
    const evidence = `So the days follow each other; “${example}” alone could be read both ways.`
    return { value, evidence, tone: 'likely', isUsed: true }
  }
  if (hasComma || /^\d{1,2}-/.test(example)) {
    const evidence = `“${example}” could be read both ways; ${hasComma ? 'numbers with a decimal comma' : 'dashes'} make the day first likely.`
    return { value: 'dmy', evidence, tone: 'check', isUsed: true }
  }
  const evidence = `Dates like “${example}” can be read both ways, and nothing in the file decides it.`
  return { value: 'dmy', evidence, tone: 'question', isUsed: true }
}

/** The majority; many votes against it are a question. */
export function elected<Value extends string>(
  votes: Record<Value, Votes>,
  fallback: Value
): Convention<Value> {
  const [[first, one], [second, two]] = Object.entries(votes) as [Value, Votes][]
  const total = one.count + two.count
  const value = one.count === two.count ? fallback : one.count > two.count ? first : second
  const { count, example } = votes[value]
  const against = total - count
  const other = value === first ? two : one
  const evidence = `${count} of ${total} telling cells say so, for example “${example}”.`
  if (against === 0) {
    return { value, tone: 'certain', evidence, isUsed: true }
  }
  const isMany = against >= MANY_CELLS && against > total * MANY_SHARE
  return {
    value,
    tone: isMany ? 'question' : 'check',
    evidence: `${evidence} ${against} say the opposite, such as “${other.example}”.`,
    isUsed: true,
  }
}

export function sum(columns: ColumnTally[], of: (tally: ColumnTally) => [number, string]): Votes {
  const all = columns.map(of)
  const example = all.find(([count]) => count > 0)?.[1] ?? ''
  return { count: all.reduce((total, [count]) => total + count, 0), example }
}

/** The share of neighbouring days that lie a week or less apart, from 0 to 1: days of a report follow each other. */
function dayGaps(days: string[]): number {
  const moments = [...new Set(days)].map((day) => Date.parse(day))
  const steps = moments.slice(1).map((moment, index) => Math.abs(moment - moments[index]) / DAY_MS)
  return steps.length === 0 ? 0 : steps.filter((step) => step <= CLOSE_DAYS).length / steps.length
}
