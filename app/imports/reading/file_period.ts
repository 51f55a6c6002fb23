import { spanOf, type Grain } from '../typing/calendar.js'
import { parsePeriod, type DateOrder } from '../typing/dates.js'
import { listOf } from '#shared/columns/vocabulary'
import { plainWord } from '../typing/calendar_names.js'
import type { SourceRow } from './format.js'

/** What the lines above a table say about the time that it covers. */
export interface FilePeriod {
  from: string
  to: string
  /** Of the calendar; null where it covers some days that are none of its units. */
  grain: Grain | null
  /** Row that says so. */
  position: number
}

const LABEL = /^[#\s]*([^:]{1,60}):\s*/
const COMPACT = /^\d{8}$/
const PERIOD_NAMES = new Set(
  listOf(
    'date range, period, report period, reporting period, report time, zeitraum, periode, date, dates'
  )
)
const BEGINNING = /\b(?:start|from|begin|von|van|desde|debut|inizio)\b/
const END = /\b(?:end|to|until|bis|tot|hasta|fin|fine)\b/

/** The one period that the rows above the names state, in one line or in two; with the month first where only that makes sense. */
export function periodAbove(rows: SourceRow[], order: DateOrder): FilePeriod | null {
  const usual = periodIn(rows, order)
  const other = usual?.grain ? null : periodIn(rows, order === 'dmy' ? 'mdy' : 'dmy')
  return other?.grain ? other : (usual ?? other)
}

function periodIn(rows: SourceRow[], order: DateOrder): FilePeriod | null {
  const lines = rows.map(lineOf)
  const ranges = lines.flatMap((line) => rangeIn(line, order))
  const ends = lines.flatMap((line) => endIn(line, order))
  const from = ends.find(({ isEnd }) => !isEnd)
  const to = ends.find(({ isEnd }) => isEnd)
  const pair = from && to ? [{ from: from.day, to: to.day, position: from.position }] : []
  const [found] = [...ranges, ...pair].filter((period) => period.from <= period.to)
  return found ? { ...found, grain: spanOf(found.from, found.to)?.grain ?? null } : null
}

/** `Report Start: 1 January 2026` and the cells `Date Range | 1/1/26 - 1/3/26` have a name and a text. */
interface Line {
  name: string
  text: string
  position: number
}

function lineOf({ cells, position }: SourceRow): Line {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const written = filled.join(' ')
  const [labelled, label] = written.match(LABEL) ?? []
  if (labelled !== undefined) {
    return { name: plainWord(label), text: written.slice(labelled.length), position }
  }
  const isPair = filled.length > 1
  const text = isPair ? filled.slice(1).join(' ') : written
  return { name: isPair ? plainWord(filled[0]) : '', text, position }
}

function rangeIn({ name, text, position }: Line, order: DateOrder) {
  const ends = name === '' || PERIOD_NAMES.has(name) ? text.split(BETWEEN) : []
  const [from, to] = ends.length === 2 ? ends.map((end) => dayOf(end, order)) : []
  return from !== undefined && to !== undefined ? [{ from, to, position }] : []
}

function endIn({ name, text, position }: Line, order: DateOrder) {
  const isEnd = END.test(name)
  const day = isEnd || BEGINNING.test(name) ? dayOf(text, order) : undefined
  return day === undefined ? [] : [{ day, isEnd, position }]
}

const BETWEEN =
  /\s+(?:[-\u2013\u2014]|to|bis|tot|until)\s+|\s*[\u2013\u2014]\s*|(?<=\d{4}),\s*(?=\d)/i

/** A day, with or without the time of the day. */
function dayOf(text: string, order: DateOrder): string | undefined {
  const plain = text.trim().replace(/,?\s+\d{1,2}:\d{2}.*$/, '')
  const style = COMPACT.test(plain) ? 'compact' : 'text'
  const period = parsePeriod(plain, { style, order })
  return period?.grain === 'day' ? period.day : undefined
}
