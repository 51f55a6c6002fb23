import { currencyOf, minorUnitsOf } from '#shared/columns/currencies'
import { countsWhole } from '#shared/columns/known_metrics'
import type { ColumnTally } from './column_tally.js'
import { consistsOf, elected, sum, type Convention, type Votes } from './conventions.js'
import type { DecimalMark } from './numbers.js'
import { marksOf } from './tally_readings.js'

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
  const money = open.find(isMoneyWithoutThousandths)
  if (money) {
    const evidence = `Amounts of this currency have no thousandths, so the mark in “${money.exampleOf(markOf(money))}” separates thousands.`
    return { value: grouping(money), evidence, tone: 'likely', isUsed: true }
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

/** `￥12,345`: with the sign of a currency that has no three decimals. */
function isMoneyWithoutThousandths(tally: ColumnTally): boolean {
  const [mark] = marksOf(tally)
  const code = mark === undefined ? null : currencyOf(mark)
  return code !== null && minorUnitsOf(code) < 1_000 && tally.count('money') > tally.filled / 2
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
