import type { Choice } from '../reading/format.js'
import type { Fact } from './cell_facts.js'
import type { ColumnTally } from './column_tally.js'
import type { DateOrder } from './dates.js'
import { countsWhole } from '#shared/columns/known_metrics'
import type { DecimalMark } from './numbers.js'
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
]

/** So many cells against a guess, and so large a share of all, are no slips: a person has to look. */
export const MANY_CELLS = 20
export const MANY_SHARE = 0.05

const DAY_MS = 86_400_000
const CLOSE_DAYS = 7

interface Votes {
  count: number
  example: string
}

/** The decimal mark that the cells prove; else what the columns around make likely; else a question. */
export function detectDecimal(tallies: ColumnTally[], delimiter: string): Convention<DecimalMark> {
  const columns = tallies.filter((tally) => consistsOf(tally, 'point', 'comma'))
  const votes: Record<DecimalMark, Votes> = {
    '.': sum(columns, (tally) => [tally.count('votesPoint'), tally.exampleOf('votesPoint')]),
    ',': sum(columns, (tally) => [tally.count('votesComma'), tally.exampleOf('votesComma')]),
  }
  if (votes['.'].count + votes[','].count > 0) {
    return elected(votes, isEuropean(tallies, delimiter) ? ',' : '.')
  }
  return openDecimal(columns, isEuropean(tallies, delimiter))
}

function consistsOf(tally: ColumnTally, ...facts: Fact[]): boolean {
  const { count } = tally.without(...facts)
  return tally.filled > 0 && tally.filled - count >= tally.filled * FITTING_SHARE
}

/** Numbers such as 1.234 alone: thousands, or three decimals? */
function openDecimal(
  columns: ColumnTally[],
  european: string | undefined
): Convention<DecimalMark> {
  const open = columns.filter((tally) => tally.count('openPoint') + tally.count('openComma') > 0)
  if (open.length === 0) {
    const value = european ? ',' : '.'
    return {
      value,
      evidence: 'It makes no difference in this file.',
      tone: 'certain',
      isUsed: false,
    }
  }
  const example = open[0].exampleOf(markOf(open[0]))
  const whole = open.find(({ name }) => countsWhole(name))
  if (whole) {
    const evidence = `“${whole.name}” counts whole things, so “${whole.exampleOf(markOf(whole))}” is more than a thousand.`
    return { value: grouping(whole), evidence, tone: 'likely', isUsed: true }
  }
  const beside = open.find(hasHundredsBeside)
  if (beside) {
    const evidence = `“${beside.name}” has whole numbers below a thousand beside “${beside.exampleOf(markOf(beside))}”, so its mark parts thousands.`
    return { value: grouping(beside), evidence, tone: 'likely', isUsed: true }
  }
  if (european) {
    const evidence = `${european} point to a decimal comma; so “${example}” is read.`
    return { value: ',', evidence, tone: 'likely', isUsed: true }
  }
  const evidence = `Numbers like “${example}” can be thousands or have three decimals, and nothing in the file decides it.`
  return { value: '.', evidence, tone: 'question', isUsed: true }
}

const markOf = (tally: ColumnTally) => (tally.count('openPoint') > 0 ? 'openPoint' : 'openComma')

/** Where the mark parts thousands, the other one is the decimal mark. */
const grouping = (tally: ColumnTally): DecimalMark => (markOf(tally) === 'openPoint' ? ',' : '.')

function hasHundredsBeside(tally: ColumnTally): boolean {
  const whole = tally.numbers('.').filter((value) => Number.isInteger(value))
  return whole.length > 0 && whole.every((value) => value >= 100 && value < 1_000)
}

/** What points to the decimal comma besides the numbers. */
function isEuropean(tallies: ColumnTally[], delimiter: string): string | undefined {
  if (delimiter === ';') {
    return 'Semicolons between the cells'
  }
  const isDotted = tallies.some((tally) =>
    /^\d{1,2}\.\d{1,2}\.\d{2,4}/.test(tally.exampleOf('votesDmy'))
  )
  return isDotted ? 'Dates with full stops' : undefined
}

/** Day first or month first, by the cells that only one of them explains, then by which days follow each other. */
export function detectDateOrder(
  tallies: ColumnTally[],
  { decimal, delimiter }: { decimal: DecimalMark; delimiter: string }
): Convention<DateOrder> {
  const columns = tallies.filter((tally) => consistsOf(tally, 'dmy', 'mdy'))
  const votes: Record<DateOrder, Votes> = {
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

function openOrder(tally: ColumnTally, hasComma: boolean): Convention<DateOrder> {
  const example = tally.exampleOf('openOrder')
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
function elected<Value extends string>(
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

function sum(columns: ColumnTally[], of: (tally: ColumnTally) => [number, string]): Votes {
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
