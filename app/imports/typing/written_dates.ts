import { dayOf, fullYear, periodOf, quarterOf, spanOf, weekOf, type Period } from './calendar.js'
import { fieldWords, isWeekday, monthNamed, plainWord } from './calendar_names.js'
import { listOf } from '#shared/columns/vocabulary'

/** `ymd`: the year comes first and has two digits. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** A time of day, or the hour alone behind a bar. */
const TIME = '(?:[T,\\s]\\s*(\\d{1,2}:\\d{2}.*)|\\|\\d{1,2})?'
const YEAR_FIRST = new RegExp(
  `^(\\d{4})(?:[-/]|[.年년] ?)(\\d{1,2})(?:[-/]|[.月월] ?)(\\d{1,2})[.日일]?${TIME}$`
)
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/ ]|\\. ?)(\\d{1,2})\\2(\\d{4}|\\d{2})\\.?${TIME}$`)
const TIME_BEHIND = /[T,\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?.{0,12}$/
const MONTH_FIRST = /^(\d{1,2})[-/](\d{4})$/
const YEAR_MONTH = /^(\d{4})[-/年](\d{1,2})月?$/
/** `Mar-26` and `Mar '26`; of `Mar 26` nobody knows whether it names a year or a day. */
const SHORT_YEAR = /^\p{L}+\.?(?:-|\s?['’])\d{2}$/u
const RANGE = /\s+(?:[-–—]|to|until|bis|tot|au|al|till|til|do)\s+/i
const LETTER = /\p{L}/u
const TOKEN = /\p{L}+\.?|\d+/gu
/** What may stand between the parts of a written date. */
const SEPARATORS = /^[-\s,./'’ºª]*$/
const FILLERS = new Set(
  listOf(`
  st, nd, rd, th, er, e, o, a, of, the, de, del, den, le, el, il, la, di, do, van, der, d, г, года, р, i`)
)
const WEEK_SHORT = ['w', 'wk', 'kw', 'cw', 'sem', 'v', 'sett']
const QUARTER_SHORT = ['q', 'qtr', 't', 'k', 'kv', 'trim', 'quart']

let weekWords: Set<string> | undefined
let quarterWords: Set<string> | undefined

/** A day or a longer period, as people write it; undefined where the text is none. */
export function parseWritten(text: string, order: DateOrder): Period | undefined {
  const numeric = parseNumeric(withoutWeekday(text), order)
  if (numeric || !/\d/.test(text)) {
    return numeric
  }
  return (
    (LETTER.test(text) ? (parseNumbered(text) ?? parseNamed(text)) : undefined) ??
    parseRange(text, order)
  )
}

const WEEKDAY_BEFORE = /^(\p{L}{2,})\.?,?\s+(?=\d)/u
const WEEKDAY_BEHIND = /(?<=\d)\s+\(?(\p{L}{2,})\.?\)?$/u

/** `Mo, 02.03.2026` and `02.03.2026 (Mon)`. */
function withoutWeekday(text: string): string {
  if (!LETTER.test(text)) {
    return text
  }
  const found = text.match(WEEKDAY_BEFORE) ?? text.match(WEEKDAY_BEHIND)
  return found && isWeekday(found[1]) ? text.replace(found[0], '') : text
}

function parseNumeric(text: string, order: DateOrder): Period | undefined {
  const yearFirst = text.match(YEAR_FIRST)
  if (yearFirst) {
    return periodOf(dayOf(...numbers(yearFirst.slice(1, 4))), 'day')
  }
  const yearLast = text.match(YEAR_LAST)
  if (yearLast) {
    return periodOf(dayIn3(yearLast, order), 'day')
  }
  const [, year, month] = text.match(YEAR_MONTH) ?? swapped(text.match(MONTH_FIRST))
  return year ? periodOf(dayOf(Number(year), Number(month), 1), 'month') : undefined
}

function dayIn3([, first, , second, last]: RegExpMatchArray, order: DateOrder) {
  const [one, two] = [Number(first), Number(second)]
  if (order === 'ymd') {
    return last.length === 2 ? dayOf(fullYear(first), two, Number(last)) : undefined
  }
  const year = fullYear(last)
  return order === 'dmy' ? dayOf(year, two, one) : dayOf(year, one, two)
}

function swapped(found: RegExpMatchArray | null): string[] {
  return found ? [found[0], found[2], found[1]] : []
}

function numbers(texts: string[]) {
  return texts.map(Number) as [number, number, number]
}

/** `2026-W01`, `KW 1 2026`, `2026-Q1`, `1. Quartal 2026`. */
function parseNumbered(text: string): Period | undefined {
  const tokens = text.match(TOKEN) ?? []
  const words = tokens.filter((token) => LETTER.test(token)).map(plainWord)
  const known = words.filter((word) => !FILLERS.has(word) || isField(word))
  const counts = tokens.filter((token) => /^\d/.test(token))
  if (known.length !== 1 || !isField(known[0]) || !isOnlyTokens(text)) {
    return undefined
  }
  const { year, number, weekday } = placed(counts, LETTER.test(text[0]))
  if (year === undefined || number === undefined) {
    return undefined
  }
  return isWeekWord(known[0]) ? weekDay(year, number, weekday) : quarterOf(year, number)
}

function placed(counts: string[], isWordFirst: boolean) {
  const year = counts.find((count) => count.length === 4) ?? (isWordFirst ? counts[1] : undefined)
  const others = counts.filter((count) => count !== year)
  const isKnown = year !== undefined && others.length >= 1 && others.length <= 2
  return isKnown
    ? { year: fullYear(year), number: Number(others[0]), weekday: others[1] }
    : { year: undefined, number: undefined }
}

function weekDay(year: number, week: number, weekday: string | undefined): Period | undefined {
  const period = weekOf(year, week)
  if (!period || weekday === undefined) {
    return period
  }
  const moment = Date.parse(period.day) + (Number(weekday) - 1) * 86_400_000
  return /^[1-7]$/.test(weekday)
    ? { day: new Date(moment).toISOString().slice(0, 10), grain: 'day' }
    : undefined
}

function isField(word: string): boolean {
  quarterWords ??= fieldWords('quarter', QUARTER_SHORT)
  return isWeekWord(word) || quarterWords.has(word)
}

function isWeekWord(word: string): boolean {
  weekWords ??= fieldWords('weekOfYear', WEEK_SHORT)
  return weekWords.has(word)
}

/** Dates with the name of their month, in any language and order. */
function parseNamed(written: string): Period | undefined {
  const text = written.replace(TIME_BEHIND, '')
  const tokens = text.match(TOKEN) ?? []
  const words = tokens.filter((token) => LETTER.test(token) && !FILLERS.has(plainWord(token)))
  const counts = tokens.filter((token) => /^\d/.test(token))
  const month = monthIn(words)
  if (month === undefined || !isOnlyTokens(text)) {
    return undefined
  }
  return counts.length === 1 ? monthOf(text, counts[0], month) : dayIn(counts, month)
}

/** The one month of the words; a day of the week may stand beside it, and may be spelt like a month. */
function monthIn(words: string[]): number | undefined {
  const isNamed = words.length === 2 && words.some(isWeekday)
  const candidates = isNamed ? [words.find((word) => !isWeekday(word)) ?? words[1]] : words
  return candidates.length === 1 ? monthNamed(candidates[0]) : undefined
}

function monthOf(text: string, year: string, month: number): Period | undefined {
  const isYear = year.length === 4 || SHORT_YEAR.test(text)
  return isYear ? periodOf(dayOf(fullYear(year), month, 1), 'month') : undefined
}

function dayIn(counts: string[], month: number): Period | undefined {
  if (counts.length !== 2) {
    return undefined
  }
  const [dayText, year] = counts[0].length === 4 ? [counts[1], counts[0]] : counts
  return periodOf(dayOf(fullYear(year), month, Number(dayText)), 'day')
}

function isOnlyTokens(text: string): boolean {
  return SEPARATORS.test(text.replace(TOKEN, ''))
}

/** `5 Jan 2026 – 11 Jan 2026` is a week. */
function parseRange(text: string, order: DateOrder): Period | undefined {
  const ends = text.split(RANGE)
  if (ends.length !== 2) {
    return undefined
  }
  const [begin, end] = ends.map((one) => one.trim())
  const to = parseWritten(end, order)
  const from = parseWritten(begin, order) ?? parseWritten(withYearOf(end, begin), order)
  return from?.grain === 'day' && to?.grain === 'day' ? spanOf(from.day, to.day) : undefined
}

/** `Mar 1 - Mar 31, 2026` writes the year once. */
function withYearOf(end: string, begin: string): string {
  return `${begin} ${end.match(/\b\d{4}\b/)?.[0] ?? ''}`.trim()
}

/** What one cell says about the order of day and month. Nobody writes the month first before a full stop. */
export function orderEvidence(text: string): 'dmy' | 'mdy' | 'either' | undefined {
  const parts = withoutWeekday(text.trim()).match(YEAR_LAST)
  if (!parts) {
    return undefined
  }
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  if (first > 12 || second > 12) {
    return first > 12 && second > 12 ? undefined : first > 12 ? 'dmy' : 'mdy'
  }
  return parts[2].startsWith('.') ? 'dmy' : 'either'
}
