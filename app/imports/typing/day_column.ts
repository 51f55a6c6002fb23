import { GRAINS } from './calendar.js'
import type { ColumnProfile } from './verdict.js'
import { wordsOf } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'

/** A column in which more rows have no date says when something else happened to them. */
const MOST_EMPTY = 0.02
const BEGINS = new Set(
  listOf(`
  day, dag, tag, jour, dia, giorno, dzien, date, datum, fecha, data, dato, week, month, start, starts, from, von,
  van, begin, beginn, created, create, erstellt, aangemaakt, order, ordered, placed, besteldatum, bestelldatum`)
)
const ENDS = new Set(
  listOf(`
  ship, shipping, delivery, payment, end, ends, ended, until, bis, tot, ende, einde, fin, updated, modified, changed, paid, closed, close, due,
  expires, expiry, birth, birthday, geburtsdatum, fulfilled, shipped, delivered, cancelled, canceled, refunded,
  available, effective, payout, last, next, processed, generated`)
)

export function isDated({ type }: ColumnProfile): boolean {
  return type === 'date' || type === 'datetime'
}

/** Of the columns with dates, the one on whose day a row counts: filled in every row, and named like its beginning. */
export function dayColumn(columns: ColumnProfile[]): ColumnProfile | undefined {
  const dated = columns.filter(isDated)
  const most = Math.max(0, ...dated.map(({ filled }) => filled))
  const full = dated.filter(({ filled }) => most - filled <= Math.max(1, most * MOST_EMPTY))
  const best = Math.max(...full.map(rank))
  const meant = full.filter((column) => rank(column) === best)
  // Beside a day, the month of it says nothing more.
  const fineness = ({ grain = 'day' }: ColumnProfile) => GRAINS.indexOf(grain)
  const finest = Math.min(...meant.map(fineness))
  return meant.find((column) => fineness(column) === finest)
}

function rank({ name }: ColumnProfile): number {
  const words = wordsOf(name)
  if (words.some((word) => ENDS.has(word))) {
    return 0
  }
  return words.some((word) => BEGINS.has(word)) ? 2 : 1
}

/** Of the others, one that says when the period of a row ends. */
export function endColumn(columns: ColumnProfile[], day: ColumnProfile): ColumnProfile | undefined {
  return columns.find((column) => {
    const isEnd = wordsOf(column.name).some((word) => END_WORDS.has(word))
    return column !== day && isDated(column) && isEnd
  })
}

const END_WORDS = new Set(listOf('end, ends, until, bis, tot, ende, einde, fin, to'))
