import { currenciesOf } from '#shared/columns/currencies'
import { offeredDimension } from '#shared/columns/known_dimensions'
import { offeredMetric } from '#shared/columns/known_metrics'
import { countryCode } from '../mapping/dimension_value.js'
import { isWeekday, monthNamed } from '../typing/calendar_names.js'
import { isTotalWord } from '../typing/total_words.js'

/** Code pages of exports, the usual one first: it is meant where others make no better words of the bytes. */
const CODE_PAGES = [
  ...['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254'],
  ...['shift_jis', 'euc-kr', 'gb18030', 'koi8-r', 'macintosh'],
]
const LOOKED_AT = 65_536
const MOST_WORDS = 3_000
/** A code page has to be so much better than the usual one. */
const MARGIN = 3
const KNOWN = 4
const NATURAL = 2
const MIXED = -3

const WORD = /[\p{L}\p{M}]+/gu
const ASCII_ONLY = /^\p{ASCII}*$/u
/** Half-width kana, and the controls that Windows code pages leave undefined. */
const UNUSUAL = /[\uff61-\uff9f\u0080-\u009f\ufffd]/u
const SCRIPTS = [/^[\p{Script=Cyrillic}\p{M}]+$/u, /^[\p{Script=Greek}\p{M}]+$/u]
const EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u
const HANGUL = /^\p{Script=Hangul}+$/u
const LATIN = /^[\p{Script=Latin}\p{M}]+$/u

export interface CodePage {
  encoding: string
  /** A word that only this code page makes. */
  example: string | undefined
}

/** The code page that makes words of the bytes. */
export function codePageOf(sample: Buffer): CodePage {
  const head = sample.subarray(0, LOOKED_AT)
  const scored = CODE_PAGES.map((encoding) => {
    const words = wordsIn(new TextDecoder(encoding).decode(head, { stream: true }))
    return { encoding, words, score: words.reduce((sum, word) => sum + scoreOf(word), 0) }
  })
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one))
  const usual = scored[0]
  const chosen = best.score >= usual.score + MARGIN ? best : usual
  const others = new Set(usual.words)
  const example =
    chosen === usual ? undefined : chosen.words.find((word) => !others.has(word) && isTelling(word))
  return { encoding: chosen.encoding, example }
}

const isTelling = (word: string) => scoreOf(word) >= NATURAL

/** Different words with letters that the code pages disagree about, and what is no word at all. */
function wordsIn(text: string): string[] {
  const found = new Set<string>()
  for (const [word] of text.matchAll(WORD)) {
    if (!ASCII_ONLY.test(word) && found.add(word).size >= MOST_WORDS) {
      break
    }
  }
  const unusual = text.match(new RegExp(UNUSUAL, 'gu')) ?? []
  return [...found, ...new Set(unusual)]
}

function scoreOf(word: string): number {
  if (UNUSUAL.test(word)) {
    return MIXED
  }
  return scriptOf(word) + (isKnown(word) ? KNOWN : 0)
}

function scriptOf(word: string): number {
  if (EASTERN.test(word)) {
    return NATURAL
  }
  if (HANGUL.test(word)) {
    return NATURAL + 0.5
  }
  return isOddlyWritten(word) ? MIXED : westernScript(word)
}

/** A letter alone says nothing. */
function westernScript(word: string): number {
  if (SCRIPTS.some((script) => script.test(word))) {
    return word.length === 1 ? 0 : NATURAL
  }
  return LATIN.test(word) && !isForeign(word) ? Math.min(1, word.length - 1) : MIXED
}

/** Capitals behind small letters, or before them, which accents of another code page make: `cafÈ`, `DŠnemark`. */
function isOddlyWritten(word: string): boolean {
  return /\p{Ll}(?!\p{ASCII})\p{Lu}|^\p{Lu}(?!\p{ASCII})\p{Lu}\p{Ll}/u.test(word)
}

/** Three letters of a Latin word in a row without a plain one are Russian or Korean in the wrong code page. */
function isForeign(word: string): boolean {
  return /(?:(?!\p{ASCII})\p{L}){3}/u.test(word)
}

function isKnown(word: string): boolean {
  return (
    currenciesOf(word).length > 0 ||
    monthNamed(word) !== undefined ||
    isWeekday(word) ||
    isTotalWord(word) ||
    offeredMetric(word) !== undefined ||
    offeredDimension(word) !== undefined ||
    countryCode(word) !== undefined
  )
}
