import { hash } from 'node:crypto'
import { unquoteFormula } from '../typing/amount_marks.js'
import { plainWord } from '../typing/calendar_names.js'

/** A longer text is a note, not a name. */
const MAX_CHARACTERS = 500
const MARK_CHARACTERS = 12

/** The value that rows are grouped by. Long ones end with a mark of the whole text, so that none become one. */
export function dimensionValue(text: string): string {
  const value = unquoteFormula(text)
  if (value.length <= MAX_CHARACTERS) {
    return value
  }
  const mark = hash('sha256', value, 'hex').slice(0, MARK_CHARACTERS)
  return `${value.slice(0, MAX_CHARACTERS - MARK_CHARACTERS - 2).toWellFormed()}… ${mark}`
}

const LANGUAGES = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt', 'sv', 'da', 'pl']
const ALIASES: Record<string, string> = {
  'usa': 'US',
  'uk': 'GB',
  'uae': 'AE',
  'holland': 'NL',
  'great britain': 'GB',
}
const DEVICES: [pattern: RegExp, device: string][] = [
  [/^(?:mobil|smartphone)/, 'mobile'],
  [/^(?:computer|desktop|pc$)/, 'desktop'],
  [/^tablet/, 'tablet'],
  [/^(?:tv|connected tv|fernseh)/, 'connected_tv'],
]
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

let countries: Map<string, string> | undefined

/** The value as connected sources write it, so that a file joins them: countries as codes, devices by their word. */
export function sharedValue(target: string, value: string): string {
  if (target === 'country') {
    return countryCode(value) ?? value
  }
  return target === 'device' ? deviceOf(value) : value
}

/** The code of a country by its name in one of the languages, or by the code itself. */
export function countryCode(value: string): string | undefined {
  if (/^[A-Za-z]{2}$/.test(value) && value.toLowerCase() !== 'uk') {
    return value.toUpperCase()
  }
  countries ??= collectCountries()
  return countries.get(plainWord(value))
}

function collectCountries(): Map<string, string> {
  const found = new Map(Object.entries(ALIASES))
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of codes) {
      const name = plainWord(names.of(code) ?? '')
      if (name !== '' && !found.has(name)) {
        found.set(name, code)
      }
    }
  }
  return found
}

function deviceOf(value: string): string {
  const word = plainWord(value)
  return DEVICES.find(([pattern]) => pattern.test(word))?.[1] ?? value.toLowerCase()
}
