import { GRAINS, type Grain } from './calendar.js'
import type { ColumnTally } from './column_tally.js'
import { currenciesOf, currencyOf } from '#shared/columns/currencies'
import { parsePeriod, type DateOrder } from './dates.js'
import { parseNumber } from './numbers.js'

/** The signs of currency in the column, the most frequent first. */
export function marksOf(tally: ColumnTally): string[] {
  const counts = new Map<string, number>()
  for (const cell of tally.cellsWith('money')) {
    const mark = (parseNumber(cell, '.') ?? parseNumber(cell, ','))?.mark
    if (mark) {
      counts.set(mark, (counts.get(mark) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([mark]) => mark)
}

/** The currency of a sign; the wanted one where the sign can mean it. */
export function currencyOfMark(mark: string | undefined, wanted: string | null): string | null {
  if (mark === undefined) {
    return null
  }
  return wanted !== null && currenciesOf(mark).includes(wanted) ? wanted : currencyOf(mark)
}

/** A cell that begins with a year of two digits may be a day in the usual order too, which is what is counted. */
export const factOf = (order: DateOrder): 'dmy' | 'mdy' => (order === 'mdy' ? 'mdy' : 'dmy')

/** The grain that most of the dates name. */
export function grainOf(tally: ColumnTally, order: DateOrder): Grain {
  const counts = GRAINS.map(() => 0)
  for (const cell of tally.cellsWith(factOf(order))) {
    const grain = parsePeriod(cell, { style: 'text', order })?.grain ?? 'day'
    counts[GRAINS.indexOf(grain)]++
  }
  return GRAINS[counts.indexOf(Math.max(...counts))]
}

/** Days of the remembered cells in their order, for judging which order of day and month makes sense. */
export function daysOf(tally: ColumnTally, order: DateOrder): string[] {
  return tally
    .cellsWith(factOf(order))
    .flatMap((cell) => parsePeriod(cell, { style: 'text', order })?.day ?? [])
}
