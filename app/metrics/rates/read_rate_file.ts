import type { DateTime } from 'luxon'
import { dayOf, readRateTable, unreadable, type RateLine, type RateTable } from './rate_table.js'

/** Units of a currency that one euro buys on a day. */
interface Rate {
  day: string
  currency: string
  perEuro: number
}

/** What was left out of a file, and why. */
export interface RateFault {
  /** As an editor numbers lines. */
  line: number
  message: string
}

export interface RateFile {
  /** `wide`: one column per currency, as the European Central Bank writes it. */
  form: 'wide' | 'long'
  rates: Rate[]
  faults: RateFault[]
}

const PIVOT = 'EUR'
const EURO_BEGINS = '1999-01-01'
const NO_RATE = new Set(['', 'N/A', 'NA', '-'])
const DAY_NAMES = ['date', 'day', 'time_period']
const RATE_NAMES = ['per_euro', 'rate', 'obs_value']
/** Gone since their countries took the euro or a new unit, and still columns of the published history. */
const GONE = ['BGN', 'CYP', 'EEK', 'HRK', 'LTL', 'LVL', 'MTL', 'ROL', 'SIT', 'SKK', 'TRL']
const KNOWN_CURRENCIES = new Set([...Intl.supportedValuesOf('currency'), ...GONE])

type Read = { rate: Rate } | { fault: string } | null

/** Reads rates. A row or cell that makes no sense is named and left out; the rest counts. */
export function readRateFile(bytes: Buffer, now: DateTime): RateFile {
  const table = readRateTable(bytes)
  const day = place(table, DAY_NAMES)
  if (day < 0) {
    throw unreadable('The first line names no column "day" or "date".')
  }
  const currency = place(table, ['currency'])
  const file: RateFile = { form: currency < 0 ? 'wide' : 'long', rates: [], faults: [] }
  const columns = currency < 0 ? wideColumns(table, day, file) : longColumns(table, currency)
  const reading = { file, columns, today: now.toISODate()!, hasDecimalComma: table.hasDecimalComma }
  table.lines.forEach((line) => readLine(line, day, reading))
  return file
}

const place = ({ header }: RateTable, names: string[]) =>
  header.findIndex((name) => names.includes(name.replaceAll(' ', '_')))

/** Where a rate stands in a line, and of which currency it is. */
interface Column {
  index: number
  currencyOf: (cells: string[]) => string
}

function wideColumns({ header, headLine }: RateTable, day: number, file: RateFile): Column[] {
  const named = header.flatMap((name, index) =>
    index === day || name === '' ? [] : [{ index, currency: name.toUpperCase() }]
  )
  const unknown = named.filter(({ currency }) => !KNOWN_CURRENCIES.has(currency))
  if (unknown.length === named.length) {
    throw unreadable('The first line names no currency.')
  }
  for (const { currency } of unknown) {
    file.faults.push({ line: headLine, message: `The column "${currency}" is not a currency.` })
  }
  return named
    .filter((column) => !unknown.includes(column))
    .map(({ index, currency }) => ({ index, currencyOf: () => currency }))
}

function longColumns(table: RateTable, currency: number): Column[] {
  const index = place(table, RATE_NAMES)
  if (index < 0) {
    throw unreadable('The first line names no column "per_euro".')
  }
  return [{ index, currencyOf: (cells) => (cells[currency] ?? '').toUpperCase() }]
}

interface Reading {
  file: RateFile
  columns: Column[]
  today: string
  hasDecimalComma: boolean
}

function readLine({ line, cells }: RateLine, dayIndex: number, reading: Reading) {
  const { file, columns, today } = reading
  const text = cells[dayIndex] ?? ''
  const day = dayOf(text)
  const fault = day ? faultOfDay(day, today) : `"${shown(text)}" is not a day like 2026-11-20.`
  if (fault) {
    file.faults.push({ line, message: fault })
    return
  }
  for (const column of columns) {
    const read = readRate(cells, column, { day: day!, ...reading })
    if (read && 'rate' in read) {
      file.rates.push(read.rate)
    } else if (read) {
      file.faults.push({ line, message: read.fault })
    }
  }
}

function faultOfDay(day: string, today: string): string | null {
  if (day > today) {
    return `${day} lies in the future, so its rate cannot be known.`
  }
  return day < EURO_BEGINS ? `${day} is before the euro began.` : null
}

function readRate(
  cells: string[],
  { index, currencyOf }: Column,
  { day, hasDecimalComma }: { day: string; hasDecimalComma: boolean }
): Read {
  const currency = currencyOf(cells)
  const text = cells[index] ?? ''
  if (NO_RATE.has(text.toUpperCase())) {
    return null
  }
  if (!KNOWN_CURRENCIES.has(currency)) {
    return { fault: `"${shown(currency)}" is not a currency. Write its three letters, like USD.` }
  }
  const perEuro = Number(hasDecimalComma ? text.replace(',', '.') : text)
  if (!isRate(perEuro)) {
    return { fault: `"${shown(text)}" is not a rate of ${currency}: it must be a number above 0.` }
  }
  return currency === PIVOT ? readPivot(perEuro) : { rate: { day, currency, perEuro } }
}

function readPivot(perEuro: number): Read {
  return perEuro === 1 ? null : { fault: 'One euro is always one euro.' }
}

const isRate = (number: number) => Number.isFinite(number) && number > 0
const shown = (text: string) => text.slice(0, 40)
