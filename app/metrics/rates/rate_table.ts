import { DateTime } from 'luxon'
import { Refusal } from '#foundation'

/** More would not be a history of rates: forty currencies since 1999 are 290,000. */
const MOST_LINES = 200_000

/** A line of a file, with the number that an editor shows for it. */
export interface RateLine {
  line: number
  cells: string[]
}

export interface RateTable {
  header: string[]
  headLine: number
  lines: RateLine[]
  hasDecimalComma: boolean
}

/** Splits a file into its header and lines. Rates hold no line ends, so quotation marks are only taken off. */
export function readRateTable(bytes: Buffer): RateTable {
  const text = decoded(bytes)
  const all = text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: line }))
  const [head, ...rest] = all.filter((row) => row.text.trim() !== '')
  if (!head || rest.length === 0) {
    throw unreadable('The file has no rows below its header.')
  }
  if (rest.length > MOST_LINES) {
    throw unreadable(`The file has more than ${MOST_LINES.toLocaleString('en')} rows.`)
  }
  const delimiter = delimiterOf(head.text)
  const cellsOf = (row: string) => row.split(delimiter).map(unquoted)
  return {
    header: cellsOf(head.text).map((name) => name.toLowerCase()),
    headLine: head.line,
    lines: rest.map((row) => ({ line: row.line, cells: cellsOf(row.text) })),
    hasDecimalComma: delimiter !== ',',
  }
}

/** ZIP files and workbooks start with these two letters. */
const ZIP_START = 'PK'

function decoded(bytes: Buffer): string {
  if (bytes.subarray(0, 2).toString('latin1') === ZIP_START) {
    throw unreadable('This is a ZIP file or a workbook. Unpack it, or save it as CSV.')
  }
  const text = new TextDecoder('utf-8').decode(bytes)
  if (text.includes('\0')) {
    throw unreadable('This is not a text file in UTF-8.')
  }
  return text
}

function delimiterOf(head: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length - 1 }))
  const [best] = counts.sort((a, b) => b.count - a.count)
  return best.count > 0 ? best.mark : ','
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}

/** `2026-11-20`, or as the daily file of the European Central Bank writes it: `20 November 2026`. */
export function dayOf(text: string): string | null {
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? DateTime.fromISO(text, { zone: 'utc' })
    : DateTime.fromFormat(text, 'd MMMM yyyy', { zone: 'utc', locale: 'en' })
  return iso.isValid ? iso.toISODate() : null
}

export function unreadable(what: string): Refusal {
  return new Refusal({
    code: 'E_RATES_UNREADABLE',
    status: 422,
    message: `${what} No rate was saved. Send a CSV file with the columns day, currency and per_euro, or the history that the European Central Bank publishes.`,
  })
}
