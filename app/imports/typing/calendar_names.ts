import { listOf } from '#shared/columns/vocabulary'

/** Languages whose names of months and days are read, from CLDR. Croatian is left out: its listopad is October, the Polish one November. */
const LANGUAGES = listOf(`
  en, nl, de, fr, es, it, pt, sv, da, nb, pl, fi, cs, sk, hu, ro, tr, sl, sr-Latn, lt, lv, et, el, ru, uk, bg,
  ca, id, ms, vi, af, is`)
/** What spreadsheets and Austrians write besides. */
const WRITTEN: [string, number][] = [
  ['sept', 9],
  ['mrz', 3],
  ['janner', 1],
  ['feber', 2],
]
/** A date alone, and the forms that names take beside a day and a year. */
const SHAPES: Intl.DateTimeFormatOptions[] = [
  {},
  { day: 'numeric' },
  { day: 'numeric', year: 'numeric' },
]
const WIDTHS = ['long', 'short'] as const
const DAY_MS = 86_400_000

let months: Map<string, number> | undefined
let weekdays: Set<string> | undefined

/** The month from 1 that a word means in one of the languages. */
export function monthNamed(word: string): number | undefined {
  months ??= collectMonths()
  return months.get(plainWord(word))
}

/** Whether a word is the name of a day of the week, short or long. */
export function isWeekday(word: string): boolean {
  weekdays ??= collectWeekdays()
  return weekdays.has(plainWord(word))
}

/** `März` and `mrt.` without what writers leave out. */
export function plainWord(word: string): string {
  const letters = word.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC')
  return letters.replaceAll('.', '').toLowerCase().trim()
}

function collectMonths(): Map<string, number> {
  const found = new Map(WRITTEN)
  for (const format of formats('month')) {
    for (let month = 1; month <= 12; month++) {
      const name = partOf(format, Date.UTC(2026, month - 1, 15), 'month')
      if (/\p{L}/u.test(name) && !found.has(name)) {
        found.set(name, month)
      }
    }
  }
  return found
}

function collectWeekdays(): Set<string> {
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => Date.UTC(2026, 0, 5) + day * DAY_MS)
  const names = formats('weekday').flatMap((format) =>
    days.map((day) => partOf(format, day, 'weekday'))
  )
  return new Set(names.filter((name) => name.length > 1))
}

function formats(part: 'month' | 'weekday'): Intl.DateTimeFormat[] {
  return LANGUAGES.flatMap((language) =>
    WIDTHS.flatMap((width) =>
      SHAPES.map(
        (shape) => new Intl.DateTimeFormat(language, { ...shape, [part]: width, timeZone: 'UTC' })
      )
    )
  )
}

function partOf(format: Intl.DateTimeFormat, moment: number, part: 'month' | 'weekday'): string {
  return plainWord(format.formatToParts(moment).find(({ type }) => type === part)?.value ?? '')
}

/** The words for weeks, quarters … in the languages, with the letters that people shorten them to. */
export function fieldWords(field: 'weekOfYear' | 'quarter', short: string[]): Set<string> {
  const names = LANGUAGES.map((language) =>
    new Intl.DisplayNames(language, { type: 'dateTimeField' }).of(field)
  )
  return new Set([...names.map((name) => plainWord(name ?? '')), ...short])
}
