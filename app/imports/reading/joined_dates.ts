import { BIT, factsOf } from '../typing/cell_facts.js'
import { monthNamed } from '../typing/calendar_names.js'
import { wordsOf } from '#shared/columns/header_words'
import { listOf } from '#shared/columns/vocabulary'
import type { SourceRow } from './source_row.js'

/** A date that stands in several columns, and the column that is made of them. */
export interface JoinedDate {
  columns: number[]
  /** What each of them holds: year, month, day … */
  parts: string[]
  name: string
  /** Index of the column that is made. */
  at: number
}

type Part = 'year' | 'quarter' | 'month' | 'week' | 'day'

const NAMES: Record<Part, Set<string>> = {
  year: new Set(listOf('year, jahr, jaar, annee, ano, anno, rok, ar, aar')),
  quarter: new Set(listOf('quarter, quartal, kwartaal, trimestre, kvartal, kwartal')),
  month: new Set(listOf('month, monat, maand, mois, mes, mese, manad, maned, miesiac')),
  week: new Set(
    listOf('week, iso week, woche, kw, kalenderwoche, semaine, semana, settimana, vecka, uge')
  ),
  day: new Set(listOf('day, day of month, tag, dag, jour, dia, giorno, dzien')),
}
/** What a year is written with, the finest first. */
const SHAPES: Part[][] = [['month', 'day'], ['month'], ['week'], ['quarter']]
const LOOKED_AT = 50
/** Totals stand in the column of the year. */
const FITTING_SHARE = 0.6

/** Columns that are a date only together, such as `Year`, `Month` and `Day`; null where the file has a whole one. */
export function joinedDate(names: string[], body: SourceRow[]): JoinedDate | null {
  const rows = body.slice(0, LOOKED_AT).filter(({ fault }) => !fault)
  if (names.some((_name, column) => hasDates(rows, column))) {
    return null
  }
  const places = new Map(
    names.flatMap((name, column) => {
      const part = partNamed(name)
      return part && isPart(rows, column, part) ? [[part, column] as const] : []
    })
  )
  const year = places.get('year')
  const others = SHAPES.find((parts) => parts.every((part) => places.has(part)))
  if (year === undefined || !others) {
    return null
  }
  const columns = [year, ...others.map((part) => places.get(part)!)]
  return { columns, parts: ['year', ...others], name: free(names), at: names.length }
}

/** `2026-03-01`, `2026-03`, `2026-W05`, `2026-Q1`; empty where a part is missing. */
export function joinCells({ columns, parts }: JoinedDate, cells: string[]): string {
  const written = columns.map((column, at) =>
    spelled((cells[column] ?? '').trim(), parts[at] as Part)
  )
  return written.includes(undefined) ? '' : written.join('-')
}

function spelled(cell: string, part: Part): string | undefined {
  const digits = cell.replace(/^[QKWT]\s?(?=\d)/i, '')
  const number = part === 'month' ? (monthNamed(cell) ?? Number(digits)) : Number(digits)
  if (cell === '' || !Number.isInteger(number) || !LIMITS[part](number)) {
    return undefined
  }
  const prefix = { year: '', quarter: 'Q', month: '', week: 'W', day: '' }[part]
  return prefix + (part === 'quarter' ? String(number) : String(number).padStart(2, '0'))
}

const LIMITS: Record<Part, (value: number) => boolean> = {
  year: (value) => value >= 1950 && value < 2050,
  quarter: (value) => value >= 1 && value <= 4,
  month: (value) => value >= 1 && value <= 12,
  week: (value) => value >= 1 && value <= 53,
  day: (value) => value >= 1 && value <= 31,
}

function partNamed(name: string): Part | undefined {
  const words = wordsOf(name).join(' ')
  return (Object.keys(NAMES) as Part[]).find((part) => NAMES[part].has(words))
}

function isPart(rows: SourceRow[], column: number, part: Part): boolean {
  const cells = filledCells(rows, column)
  const fitting = cells.filter((cell) => spelled(cell, part) !== undefined)
  return cells.length > 0 && fitting.length >= cells.length * FITTING_SHARE
}

function hasDates(rows: SourceRow[], column: number): boolean {
  const cells = filledCells(rows, column)
  const dates = cells.filter((cell) => (factsOf(cell) & (BIT.dmy | BIT.mdy | BIT.compact)) !== 0)
  return dates.length * 2 > cells.length
}

function filledCells(rows: SourceRow[], column: number): string[] {
  return rows.map(({ cells }) => (cells[column] ?? '').trim()).filter((cell) => cell !== '')
}

function free(names: string[]): string {
  const isTaken = names.some((name) => name.toLowerCase() === 'date')
  return isTaken ? 'Date of the row' : 'Date'
}
