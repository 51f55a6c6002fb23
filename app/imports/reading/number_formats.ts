import { currenciesOf } from '#shared/columns/currencies'

/** Built-in number formats of ECMA-376, 18.8.30 that stand for dates or times. */
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])

export type NumberStyle = 'plain' | 'date' | 'percent' | 'duration' | { money: string }

const PERCENT = new Set([9, 10])
/** Built-in `[h]:mm:ss`. */
const ELAPSED = 46

/** What a number with this format stands for. */
export function styleOf(id: number, code: string | undefined): NumberStyle {
  if (id === ELAPSED || (code !== undefined && /\[(?:h+|m+|s+)\]/i.test(code))) {
    return 'duration'
  }
  if (isDateFormat(id, code)) {
    return 'date'
  }
  const isPercent = code === undefined ? PERCENT.has(id) : bareOf(code).includes('%')
  return isPercent ? 'percent' : moneyOf(code ?? '')
}

/** The sign or code that a format writes beside its numbers: `[$€-407] #,##0.00`, `#,##0.00 "kr"`. */
function moneyOf(code: string): NumberStyle {
  const [positive] = code.split(';')
  const written = [...positive.matchAll(/\[\$([^\]-]+)(?:-[^\]]*)?\]|"([^"]+)"|([€£¥$₹₩₽])/g)].map(
    ([, bracketed, quoted, bare]) => (bracketed ?? quoted ?? bare).trim()
  )
  const money = written.find((mark) => currenciesOf(mark).length > 0)
  return money === undefined ? 'plain' : { money }
}

/** A format without what it writes as it stands. */
function bareOf(code: string): string {
  return code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')[0]
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return BUILT_IN.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  }
  const bare = bareOf(code)
  return /[ymdhs]/i.test(bare) && !/^general$/i.test(bare)
}

const DAY_MS = 86_400_000
/** Day 0 of the 1900 system, moved by one because Excel believes in 29 February 1900. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30)
const EPOCH_1904_MS = Date.UTC(1904, 0, 1)

/** Behind 31 December 9999 spreadsheets show ####, and the calendar of JavaScript ends later. */
const MAX_SERIAL = 2_958_466

/** A spreadsheet's day number as `YYYY-MM-DD`, with the time where it has one. What is no day stays a number. */
export function serialToText(serial: number, is1904: boolean): string {
  return serial >= 0 && serial < MAX_SERIAL ? momentText(serial, is1904) : String(serial)
}

function momentText(serial: number, is1904: boolean): string {
  const ms = Math.round(serial * DAY_MS)
  const shift = !is1904 && serial > 0 && serial < 60 ? DAY_MS : 0
  const text = new Date((is1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + ms + shift).toISOString()
  if (serial >= 0 && serial < 1) {
    return text.slice(11, 19)
  }
  return ms % DAY_MS === 0 ? text.slice(0, 10) : text.slice(0, 19)
}

/** Days and parts of them as hours, however many: `51:00:00`. */
export function durationText(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${days < 0 ? '-' : ''}${hours}:${two(minutes)}:${two(seconds % 60)}`
}
