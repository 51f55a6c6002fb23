import { hasTime, parseDay, type DateOrder, type DateStyle } from './dates.js'
import { isCode, isIdentifier } from './identifiers.js'
import { isAbsent, parseNumber, type DecimalMark, type NumberParts } from './numbers.js'

export type ColumnType =
  | 'date'
  | 'datetime'
  | 'integer'
  | 'decimal'
  | 'currency'
  | 'percent'
  | 'boolean'
  | 'identifier'
  | 'text'
  | 'empty'

/** What the sample says about one column, and why. */
export interface ColumnProfile {
  index: number
  name: string
  type: ColumnType
  dateStyle: DateStyle
  /** ISO code where the cells carry a symbol or code. */
  currency: string | null
  evidence: string
  filled: number
  distinct: number
  /** Cells that do not fit the type; they will be rejected. */
  misfits: number
  samples: string[]
  /** What an identifier of digits is where its numbers are taken for amounts. */
  measured?: Verdict
}

export interface Conventions {
  decimal: DecimalMark
  dateOrder: DateOrder
}

/** A messy column keeps its type as long as this share of the cells fits. */
const FITTING_SHARE = 0.75
const MAX_DISTINCT = 1_000
const DATE_NAMES = /date|datum|fecha|giorno|\bday\b|\btag\b|jour|time|created|updated|_at$|\bds\b/i

export interface ColumnCells {
  index: number
  name: string
  cells: string[]
}

export function profileColumn(column: ColumnCells, conventions: Conventions): ColumnProfile {
  const filled = column.cells.filter((cell) => !isAbsent(cell))
  const distinct = new Set(filled.slice(0, 20_000))
  const base = {
    index: column.index,
    name: column.name,
    dateStyle: 'text' as DateStyle,
    currency: null,
    filled: filled.length,
    distinct: Math.min(distinct.size, MAX_DISTINCT),
    misfits: 0,
    samples: [...distinct].slice(0, 5).map((sample) => sample.slice(0, 80)),
  }
  if (filled.length === 0) {
    return { ...base, type: 'empty', evidence: 'No value in the sample.' }
  }
  return {
    ...base,
    ...(asDates(column.name, filled, conventions) ??
      asNumbers(column.name, filled, conventions) ??
      asBooleans(filled) ?? {
        type: 'text' as const,
        evidence: textEvidence(distinct.size, filled.length),
      }),
  }
}

function textEvidence(distinct: number, rows: number): string {
  const texts = distinct === 1 ? 'One text' : `${distinct} different texts`
  return `${texts} in ${rows === 1 ? 'one row' : `${rows} rows`}.`
}

/** A look at a hundred cells spares judging all of a text column. */
function isPlausible(filled: string[], fits: (cell: string) => boolean): boolean {
  const step = Math.max(1, Math.floor(filled.length / 100))
  const few = filled.filter((_cell, index) => index % step === 0)
  return few.filter(fits).length >= few.length * 0.5
}

type Verdict = Partial<ColumnProfile> & Pick<ColumnProfile, 'type' | 'evidence'>

function asDates(name: string, filled: string[], { dateOrder }: Conventions): Verdict | undefined {
  const style = dateStyleOf(name, filled)
  if (!style) {
    return undefined
  }
  const isDate = (cell: string) => parseDay(cell, { style, order: dateOrder }) !== undefined
  if (!isPlausible(filled, isDate)) {
    return undefined
  }
  const fitting = filled.filter(isDate)
  if (fitting.length < filled.length * FITTING_SHARE) {
    return undefined
  }
  const type = style.startsWith('epoch') || fitting.some(hasTime) ? 'datetime' : 'date'
  return {
    type,
    dateStyle: style,
    misfits: filled.length - fitting.length,
    evidence: `${share(fitting, filled)} read as dates${style === 'text' ? '' : ` (${style.replaceAll('_', ' ')})`}.`,
  }
}

/** Numbers count as dates only where their size and the column's name agree. */
function dateStyleOf(name: string, filled: string[]): DateStyle | undefined {
  const numbers = filled.filter((cell) => /^\d+(?:\.\d+)?$/.test(cell))
  if (numbers.length < filled.length * FITTING_SHARE) {
    return 'text'
  }
  const all = (pattern: RegExp) => numbers.every((cell) => pattern.test(cell))
  if (all(/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/)) {
    return 'compact'
  }
  if (!DATE_NAMES.test(name)) {
    return undefined
  }
  if (all(/^1\d{9}(?:\.\d+)?$/)) {
    return 'epoch_seconds'
  }
  if (all(/^1\d{12}$/)) {
    return 'epoch_milliseconds'
  }
  return all(/^[2-7]\d{4}(?:\.\d+)?$/) ? 'excel_serial' : undefined
}

function asNumbers(name: string, filled: string[], { decimal }: Conventions): Verdict | undefined {
  const numbers = readNumbers(filled, decimal)
  if (numbers.length < filled.length * FITTING_SHARE) {
    return undefined
  }
  const measured = asAmounts(numbers, filled)
  const evidence = isIdentifier(name, filled)
  if (!evidence) {
    return measured
  }
  return { type: 'identifier', evidence, ...(!isCode(filled) && { measured }) }
}

function asAmounts(numbers: NumberParts[], filled: string[]): Verdict {
  const misfits = filled.length - numbers.length
  const evidence = `${share(numbers, filled)} read as numbers`
  const currency = numbers.find((parts) => parts.currency)?.currency
  if (currency) {
    return { type: 'currency', currency, misfits, evidence: `${evidence}, with ${currency}.` }
  }
  if (numbers.filter((parts) => parts.isPercent).length > numbers.length / 2) {
    return { type: 'percent', misfits, evidence: `${evidence} with a percent sign.` }
  }
  const hasFraction = numbers.some((parts) => parts.digits.includes('.'))
  return { type: hasFraction ? 'decimal' : 'integer', misfits, evidence: `${evidence}.` }
}

function readNumbers(filled: string[], decimal: DecimalMark): NumberParts[] {
  return isPlausible(filled, (cell) => parseNumber(cell, decimal) !== undefined)
    ? filled.map((cell) => parseNumber(cell, decimal)).filter((parts) => parts !== undefined)
    : []
}

function asBooleans(filled: string[]): Verdict | undefined {
  const isBoolean = filled.every((cell) => /^(?:true|false|yes|no|y|n|on|off)$/i.test(cell.trim()))
  return isBoolean ? { type: 'boolean', evidence: 'Only yes and no values.' } : undefined
}

function share(fitting: unknown[], filled: unknown[]): string {
  return fitting.length === filled.length
    ? `All ${filled.length} filled cells`
    : `${fitting.length} of ${filled.length} filled cells`
}
