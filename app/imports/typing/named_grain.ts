import { wordsOf } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'
import type { Grain } from './calendar.js'
import type { ColumnTally } from './column_tally.js'
import type { DateOrder } from './dates.js'
import { daysOf } from './tally_readings.js'

export const PERIOD_NAMES = new Set(
  listOf('month, monat, maand, mois, mes, mese, manad, maned, miesiac, period, periode, yearmonth')
)
export const WEEK_NAMES = new Set(
  listOf('week, woche, kw, semaine, semana, settimana, vecka, uge, uke, tydzien, yearweek, isoweek')
)
const QUARTER_NAMES = new Set(listOf('quarter, quartal, kwartaal, trimestre, trimester, kvartal'))
const NAMED_GRAINS: { grain: Grain; names: Set<string> }[] = [
  { grain: 'week', names: WEEK_NAMES },
  { grain: 'month', names: PERIOD_NAMES },
  { grain: 'quarter', names: QUARTER_NAMES },
  { grain: 'year', names: new Set(listOf('year, jahr, jaar, annee, ano, anno')) },
]

/** `2026-01-01` below `Quarter` is a quarter, where all cells are first days of one. */
export function namedGrain(tally: ColumnTally, order: DateOrder): Grain | undefined {
  const words = wordsOf(tally.name)
  const grain = NAMED_GRAINS.find(({ names }) => words.some((word) => names.has(word)))?.grain
  const days = grain ? daysOf(tally, order) : []
  return days.length > 0 && begins(grain!, days) && tally.count('time') === 0 ? grain : undefined
}

function begins(grain: Grain, days: string[]): boolean {
  if (grain === 'week') {
    const weekdays = new Set(days.map((day) => new Date(day).getUTCDay()))
    return weekdays.size === 1 && (weekdays.has(0) || weekdays.has(1))
  }
  return days.every(
    (day) =>
      day.endsWith('-01') &&
      (grain === 'month' || FIRST_MONTHS[grain as 'quarter' | 'year'].has(day.slice(5, 7)))
  )
}

const FIRST_MONTHS = { quarter: new Set(['01', '04', '07', '10']), year: new Set(['01']) }
