import type { Grain } from './calendar.js'
import type { Fact } from './cell_facts.js'
import type { ColumnTally } from './column_tally.js'
import { FITTING_SHARE, misfitsOf, share, type Conventions, type Verdict } from './verdict.js'
import type { DateStyle } from './dates.js'
import { namedGrain, PERIOD_NAMES, WEEK_NAMES } from './named_grain.js'
import { wordsOf } from '#shared/columns/header_words'
import { factOf, grainOf } from './tally_readings.js'
import { listOf } from '#shared/columns/vocabulary'

const DATE_NAMES = new Set(
  listOf(`
  date, datum, fecha, data, day, dag, tag, jour, dia, giorno, dato, dzien, time, created, updated, at, on, ds,
  timestamp, ts, datetime, zeit, tijd, heure, hora`)
)
const COUNTED_GRAINS: Partial<Record<DateStyle, Grain>> = {
  compact_month: 'month',
  compact_week: 'week',
  dotted_month: 'month',
}
const COMPACT_WEEK = /^20\d{2}(?:0[1-9]|[1-4]\d|5[0-3])$/
const COMPACT_HOUR = /^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])$/
const DOTTED_MONTH = /^(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}$/
export const YEAR_NAMES = new Set(
  listOf('year, jahr, jaar, annee, ano, anno, ar, aar, rok, fiscal, calendar, of, period, periode')
)

/** The column as dates or periods, or undefined where it is none. */
export function asDates(tally: ColumnTally, conventions: Conventions): Verdict | undefined {
  const counted = countedStyle(tally, conventions)
  return counted ? asCounted(tally, counted) : asWritten(tally, conventions)
}

function asWritten(tally: ColumnTally, { dateOrder }: Conventions): Verdict | undefined {
  const { count: others } = tally.without('dmy', 'mdy')
  if (tally.filled - others < tally.filled * FITTING_SHARE) {
    return undefined
  }
  const misfits = tally.without(factOf(dateOrder))
  const grain = namedGrain(tally, dateOrder) ?? grainOf(tally, dateOrder)
  return {
    type: tally.count('time', factOf(dateOrder)) > 0 ? 'datetime' : 'date',
    dateStyle: 'text',
    grain,
    ...misfitsOf(misfits),
    evidence: `${share(tally.filled - misfits.count, tally.filled)} read as ${grain === 'day' ? 'dates' : `${grain}s`}.`,
  }
}

function asCounted(tally: ColumnTally, style: DateStyle): Verdict {
  const grain = COUNTED_GRAINS[style] ?? 'day'
  return {
    type: style.startsWith('epoch') ? 'datetime' : 'date',
    dateStyle: style,
    grain,
    evidence: `${share(tally.filled, tally.filled)} read as ${grain === 'day' ? 'dates' : `${grain}s`} (${style.replaceAll('_', ' ')}).`,
  }
}

/** Numbers count as dates only where their size and the column’s name agree. */
function countedStyle(tally: ColumnTally, { is1904 }: Conventions): DateStyle | undefined {
  const all = (fact: Fact) => tally.count(fact) === tally.filled
  const words = wordsOf(tally.name)
  const isNamed = words.some((word) => DATE_NAMES.has(word))
  const isMonths = words.some((word) => PERIOD_NAMES.has(word))
  const isWeeks = words.some((word) => WEEK_NAMES.has(word))
  const styles: [DateStyle, boolean, RegExp][] = [
    ['compact_week', isWeeks, COMPACT_WEEK],
    ['compact_hour', isNamed, COMPACT_HOUR],
    ['dotted_month', isMonths, DOTTED_MONTH],
  ]
  const shaped = styles.find(([, isMeant, shape]) => isMeant && areAll(tally, shape))
  if (shaped) {
    return shaped[0]
  }
  if (all('compact')) {
    return compactStyle(tally, isNamed || isMonths)
  }
  return isNamed || isMonths || isWeeks ? namedStyle(all, is1904) : undefined
}

/** Week 45 is no month, and 10.2043 may be a rate: such numbers are periods only by the name of their column. */
function areAll(tally: ColumnTally, shape: RegExp): boolean {
  const cells = tally.cellsWith('point')
  return tally.count('point') === tally.filled && cells.every((cell) => shape.test(cell.trim()))
}

function namedStyle(all: (fact: Fact) => boolean, is1904 = false): DateStyle | undefined {
  if (all('seconds') || all('milliseconds')) {
    return all('seconds') ? 'epoch_seconds' : 'epoch_milliseconds'
  }
  const serial = is1904 ? 'excel_serial_1904' : 'excel_serial'
  return all('serial') ? serial : undefined
}

/** Eight digits of the calendar are days whatever the column is called; six may be an amount. */
function compactStyle(tally: ColumnTally, isNamed: boolean): DateStyle | undefined {
  const lengths = new Set(tally.samples.map((sample) => sample.trim().length))
  if (lengths.size === 1 && lengths.has(8)) {
    return 'compact'
  }
  return lengths.size === 1 && lengths.has(6) && isNamed ? 'compact_month' : undefined
}

/** A column of years as the day, for files that have no other. */
export function asYears(tally: ColumnTally): Verdict | undefined {
  const words = wordsOf(tally.name)
  const isNamed = words.length > 0 && words.every((word) => YEAR_NAMES.has(word))
  return isNamed && tally.count('year') === tally.filled
    ? {
        type: 'date',
        dateStyle: 'year',
        grain: 'year',
        evidence: `${share(tally.filled, tally.filled)} read as years.`,
      }
    : undefined
}
