import { hasTime, parsePeriod } from './dates.js'
import {
  decimalEvidence,
  isAbsent,
  isCodeExponent,
  isEmptyText,
  mayBeZero,
  parseNumber,
  type NumberParts,
} from './numbers.js'
import { unquoteFormula } from './amount_marks.js'
import { isErrorCell } from '../mapping/complaints.js'
import { plainDigits } from './plain_digits.js'
import { mayNameTotal } from './total_words.js'
import { orderEvidence } from './written_dates.js'

/** What one cell can be. Each is a bit, so that a column counts its cells by what they have in common. */
export const FACTS = [
  'absent',
  'emptyText',
  'point',
  'comma',
  'pointFraction',
  'commaFraction',
  'percent',
  'bound',
  'money',
  'leadingZero',
  'votesPoint',
  'votesComma',
  'openPoint',
  'openComma',
  'dmy',
  'mdy',
  'votesDmy',
  'votesMdy',
  'openOrder',
  'time',
  'compact',
  'seconds',
  'milliseconds',
  'serial',
  'year',
  'boolean',
  'duration',
  'error',
  'code',
  'longerThanDay',
  'total',
  'rounded',
] as const
export type Fact = (typeof FACTS)[number]

export const BIT = Object.fromEntries(FACTS.map((fact, index) => [fact, 1 << index])) as Record<
  Fact,
  number
>

const LONGEST_VALUE = 48
const PLAIN = /^-?(\d+)(\.\d+)?$/
const YEAR = /^(?:19[5-9]|20[0-4])\d$/
const COMPACT = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?$/
const SECONDS = /^1\d{9}(?:\.\d+)?$/
const MILLISECONDS = /^1\d{12}$/
const SERIAL = /^[2-7]\d{4}(?:\.\d+)?$/
const BOOLEAN = /^(?:true|false|yes|no|y|n|on|off)$/i
const DURATION = /^-?\d+:[0-5]\d:[0-5]\d(?:\.\d+)?$/
/** Letters and digits of one word. */
const CODE = /^(?=.*\d)(?=.*\p{L})[\p{L}\d_/.-]+$/u

/** The bits of a cell. */
export function factsOf(text: string): number {
  const plain = text.length <= 20 ? text.match(PLAIN) : null
  if (plain) {
    return plainFacts(text, plain)
  }
  const trimmed = plainDigits(unquoteFormula(text.trim()))
  if (trimmed.length > LONGEST_VALUE) {
    return mayNameTotal(trimmed) ? BIT.total : 0
  }
  return /\d/.test(trimmed) ? writtenFacts(trimmed) : wordFacts(trimmed)
}

/** Digits without a blank, sign or group: by far the most cells. */
function plainFacts(text: string, [, whole, fraction]: RegExpMatchArray): number {
  let facts = BIT.point
  if (!fraction) {
    return facts | BIT.comma | wholeFacts(text, whole)
  }
  facts |= BIT.pointFraction
  const isOpen = fraction.length === 4 && whole.length <= 3 && !whole.startsWith('0')
  facts |= isOpen ? BIT.openPoint | BIT.comma : BIT.votesPoint
  return facts | countedFacts(text)
}

function wholeFacts(text: string, whole: string): number {
  const zero = whole.length > 1 && whole.startsWith('0') ? BIT.leadingZero : 0
  const year = YEAR.test(text) ? BIT.year : 0
  const compact = COMPACT.test(text) ? BIT.compact : 0
  return zero | year | compact | countedFacts(text)
}

function countedFacts(text: string): number {
  return (
    (SECONDS.test(text) ? BIT.seconds : 0) |
    (MILLISECONDS.test(text) ? BIT.milliseconds : 0) |
    (SERIAL.test(text) ? BIT.serial : 0)
  )
}

function wordFacts(text: string): number {
  const empty = isEmptyText(text) ? BIT.emptyText : 0
  return (
    empty |
    (isAbsent(text) ? BIT.absent : 0) |
    (BOOLEAN.test(text) ? BIT.boolean : 0) |
    (isErrorCell(text) ? BIT.error : 0) |
    (mayNameTotal(text) ? BIT.total : 0) |
    (mayBeZero(text) ? numberFacts(text) : 0)
  )
}

function writtenFacts(text: string): number {
  const others = (mayNameTotal(text) ? BIT.total : 0) | (isErrorCell(text) ? BIT.error : 0)
  if (DURATION.test(text)) {
    const hours = Number(text.replace('-', '').split(':')[0])
    return others | BIT.duration | (hours >= 24 ? BIT.longerThanDay : 0)
  }
  const code = CODE.test(text) || isCodeExponent(text) ? BIT.code : 0
  return others | numberFacts(text) | dateFacts(text) | code
}

function numberFacts(text: string): number {
  const point = parseNumber(text, '.')
  const comma = parseNumber(text, ',')
  const parts = point ?? comma
  if (!parts) {
    return 0
  }
  return (
    shapeFacts(point, BIT.point, BIT.pointFraction) |
    shapeFacts(comma, BIT.comma, BIT.commaFraction) |
    (parts.isPercent ? BIT.percent : 0) |
    (parts.isBound ? BIT.bound : 0) |
    (parts.isRounded ? BIT.rounded : 0) |
    (parts.mark ? BIT.money : 0) |
    markFacts(text)
  )
}

function shapeFacts(parts: NumberParts | undefined, number: number, fraction: number): number {
  return parts ? number | (parts.digits.includes('.') ? fraction : 0) : 0
}

function markFacts(text: string): number {
  const zero = /^0\d/.test(text) ? BIT.leadingZero : 0
  switch (decimalEvidence(text)) {
    case '.':
      return zero | BIT.votesPoint
    case ',':
      return zero | BIT.votesComma
    case 'open':
      return zero | (text.includes('.') ? BIT.openPoint : BIT.openComma)
    default:
      return zero
  }
}

/** `2/2/2026 - 2/8/2026` is a week in one order and nothing in the other. */
function onlyOrder(isDmy: boolean, isMdy: boolean) {
  if (isDmy === isMdy) {
    return undefined
  }
  return isDmy ? 'dmy' : 'mdy'
}

function dateFacts(text: string): number {
  const isDmy = parsePeriod(text, { style: 'text', order: 'dmy' }) !== undefined
  const isMdy = parsePeriod(text, { style: 'text', order: 'mdy' }) !== undefined
  if (!isDmy && !isMdy) {
    return 0
  }
  const order = orderEvidence(text) ?? onlyOrder(isDmy, isMdy)
  const votes = { dmy: BIT.votesDmy, mdy: BIT.votesMdy, either: BIT.openOrder }
  return (
    (isDmy ? BIT.dmy : 0) |
    (isMdy ? BIT.mdy : 0) |
    (order ? votes[order] : 0) |
    (hasTime(text) ? BIT.time : 0)
  )
}
