import type { SlotUnit } from '#shared/records'
import type { Grain } from './calendar.js'
import type { Misfits } from './column_tally.js'
import type { DateOrder, DateStyle } from './dates.js'
import type { Scale } from '#shared/columns/header_words'
import type { DecimalMark } from './numbers.js'

export type ColumnType =
  | 'date'
  | 'datetime'
  | 'integer'
  | 'decimal'
  | 'currency'
  | 'percent'
  | 'duration'
  | 'boolean'
  | 'identifier'
  | 'text'
  | 'empty'

/** What the file says about one column, and why. */
export interface ColumnProfile {
  index: number
  name: string
  type: ColumnType
  dateStyle: DateStyle
  /** How long the periods are that dates of the column name. */
  grain?: Grain
  /** Rows of it cover several days that are no unit of the calendar. */
  isSpan?: boolean
  /** ISO code where the cells or the name carry a symbol or code. */
  currency: string | null
  /** The sign of its cells, where the name says no currency. */
  mark?: string
  evidence: string
  filled: number
  distinct: number
  /** Cells that do not fit the type; they will be rejected. */
  misfits: number
  /** The first of them. */
  misfit?: { text: string; position: number }
  samples: string[]
  /** Of numbers: what they count, and what they are counted in. */
  unit?: SlotUnit
  scale?: Scale
  /** Shares, averages and prices of one do not add up. */
  isRate?: boolean
  /** The column that says what each of its numbers is: clicks in one row, a cost in the next. */
  mixedBy?: string
  /** It names each row by itself: grouping by it would repeat the file. */
  isUnique?: boolean
  /** What an identifier of digits is where its numbers are taken for amounts. */
  measured?: Verdict
  /** What a column of years is where no other column has dates. */
  dated?: Verdict
}

export interface Conventions {
  decimal: DecimalMark
  dateOrder: DateOrder
  is1904?: boolean
}

export type Verdict = Partial<ColumnProfile> & Pick<ColumnProfile, 'type' | 'evidence'>

/** A messy column keeps its type as long as this share of the cells fits. */
export const FITTING_SHARE = 0.75

export function share(fitting: number, filled: number): string {
  return fitting === filled ? `All ${filled} filled cells` : `${fitting} of ${filled} filled cells`
}

export function misfitsOf({ count, example, position }: Misfits) {
  return { misfits: count, ...(count > 0 && { misfit: { text: example, position } }) }
}
