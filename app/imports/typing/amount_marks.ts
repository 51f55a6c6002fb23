import { currencyMarks } from '#shared/columns/currencies'

export interface Undecorated {
  /** Digits with their marks, nothing else. */
  bare: string
  minuses: number
  /** Sign or code of a currency, as written. */
  mark: string | null
  isPercent: boolean
  /** `> 90%` says where a value lies, not what it is. */
  isBound: boolean
  /** With a mark of a footnote behind it. */
  isMarked: boolean
  /** Places that `1.2K` or `3,4 Mio.` move the point by; 0 where the number stands as it is. */
  shift: number
}

const BLANKS = /[\s\u00a0\u2007\u2009\u202f]+/g
const MINUS = /[\u2212\u2013\u2014\u2010\uff0d]/g
const EQUALS = 61
const APOSTROPHE = 39
const KEPT_TEXT = /^'([=+\-@][^']*|\d[\dA-Z., -]*)$/
const FORMULA_TEXT = /^=\s*"([^"]*)"$/
/** `12,-` and `12.--`: no cents. */
const NO_CENTS = /(\d)[.,]-{1,2}$/
/** Brackets, a sign, a currency and a percent sign, in whichever order. */
const MOST_DECORATIONS = 6

const ROUNDED =
  /(?<=\d)(?:([kKmMB])|\s?([Tt]sd|[Mm]io|[Mm]rd|mln|mn|bn|mld|md|mil|thousand|million|billion|тыс|млн|млрд)\.?)$/u
const ROUNDINGS: Record<string, number> = {
  ...{ k: 3, tsd: 3, mil: 3, thousand: 3, тыс: 3 },
  ...{ m: 6, mio: 6, mln: 6, mn: 6, million: 6, млн: 6 },
  ...{ b: 9, mrd: 9, bn: 9, mld: 9, md: 9, billion: 9, млрд: 9 },
}

let patterns: { leading: RegExp; trailing: RegExp; doubtful: RegExp } | undefined

/** Spreadsheets write `="00123"` to keep a text, and shops `'2801AB` or `'+31`; nothing else is touched. */
export function unquoteFormula(text: string): string {
  switch (text.charCodeAt(0)) {
    case EQUALS:
      return text.replace(FORMULA_TEXT, '$1')
    case APOSTROPHE:
      return text.replace(KEPT_TEXT, '$1')
    default:
      return text
  }
}

/** Takes off what stands around the digits of an amount; undefined where it says something twice. */
export function undecorate(text: string): Undecorated | undefined {
  const found: Undecorated = {
    bare: plain(text),
    minuses: 0,
    mark: null,
    isPercent: false,
    isBound: false,
    isMarked: false,
    shift: 0,
  }
  for (let step = 0; step < MOST_DECORATIONS; step++) {
    if (!takeOne(found)) {
      break
    }
  }
  return found.mark !== null && isDoubtful(found) ? undefined : found
}

function plain(text: string): string {
  return unquoteFormula(text.trim())
    .replace(BLANKS, ' ')
    .replace(MINUS, '-')
    .trim()
    .replace(NO_CENTS, '$1')
}

function takeOne(found: Undecorated): boolean {
  return (
    takeFootnote(found) ||
    takeBrackets(found) ||
    takeSign(found) ||
    takePercent(found) ||
    takeRounding(found) ||
    takeCurrency(found)
  )
}

/** `5*` and `12.50†` say more about the number further down. */
function takeFootnote(found: Undecorated): boolean {
  const bare = found.bare.replace(/(?<=[\d%)])\s?[*†‡]{1,3}$/, '')
  const isMarked = bare !== found.bare
  found.isMarked ||= isMarked
  found.bare = bare
  return isMarked
}

function takeBrackets(found: Undecorated): boolean {
  if (!found.bare.startsWith('(') || !found.bare.endsWith(')')) {
    return false
  }
  found.bare = found.bare.slice(1, -1).trim()
  found.minuses++
  return true
}

function takeSign(found: Undecorated): boolean {
  return takeBound(found) || takeMinus(found)
}

function takeBound(found: Undecorated): boolean {
  const [sign] = found.bare.match(/^[<>≤≥]=?\s*/) ?? ['']
  found.isBound = found.isBound || sign !== ''
  found.bare = found.bare.slice(sign.length)
  return sign !== ''
}

/** Before the amount, or behind it as bookkeepers write. */
function takeMinus(found: Undecorated): boolean {
  const { bare } = found
  const before = bare.startsWith('-') || bare.startsWith('+')
  if (!before && !/\d.*-$/.test(bare)) {
    return false
  }
  found.minuses += bare.startsWith('+') ? 0 : 1
  found.bare = (before ? bare.slice(1) : bare.slice(0, -1)).trim()
  return true
}

function takePercent(found: Undecorated): boolean {
  const isAround = found.bare.endsWith('%') || found.bare.startsWith('%')
  if (!isAround || found.isPercent) {
    return false
  }
  found.isPercent = true
  found.bare = found.bare.replace('%', '').trim()
  return true
}

/** A letter right behind the digits, or a word: `12 K` may be kwacha, and `5 m` metres; `5m` too, see `countsRounded`. */
function takeRounding(found: Undecorated): boolean {
  const [written, letter, word] = found.bare.match(ROUNDED) ?? []
  if (written === undefined || found.shift !== 0) {
    return false
  }
  found.shift = ROUNDINGS[(letter ?? word).toLowerCase()]
  found.bare = found.bare.slice(0, -written.length).trim()
  return true
}

/** A currency stands once, or twice as the same: `€ 5 EUR`. */
function takeCurrency(found: Undecorated): boolean {
  const { leading, trailing } = marks()
  const match = found.bare.match(leading) ?? found.bare.match(trailing)
  if (!match) {
    return false
  }
  found.mark = found.mark !== null && found.mark.length > match[1].length ? found.mark : match[1]
  found.bare = (
    match.index === 0 ? found.bare.slice(match[0].length) : found.bare.slice(0, -match[0].length)
  ).trim()
  return true
}

/** `K12` is a code; `K 12.50` is money. */
function isDoubtful({ mark, bare }: Undecorated): boolean {
  return marks().doubtful.test(mark!) && !/\d[.,]\d{2}$/.test(bare)
}

function marks() {
  if (!patterns) {
    const { clear, doubtful } = currencyMarks()
    const any = [...clear, ...doubtful].map(escape).join('|')
    const codes = clear.filter((mark) => /^[A-Z]{3}$/.test(mark)).map((code) => code.toLowerCase())
    patterns = {
      leading: new RegExp(`^(${any}|${codes.join('|')})(?![\\p{L}$])\\s*`, 'u'),
      trailing: new RegExp(`\\s*(?<![\\p{L}$])(${any}|${codes.join('|')})$`, 'u'),
      doubtful: new RegExp(`^(?:${doubtful.map(escape).join('|')})$`, 'u'),
    }
  }
  return patterns
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
