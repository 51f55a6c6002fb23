import type { Slot } from '#shared/records'
import type { FileFormat } from '../reading/format.js'
import type { DateStyle } from '../typing/dates.js'
import { columnIds, rowCountId, type ColumnMapping, type Mapping } from './mapping.js'

export interface PlannedNumber {
  index: number
  name: string
  slot: number
  isMoney: boolean
  isPercent: boolean
}

export interface PlannedDimension {
  index: number
  name: string
  id: string
}

/** A mapping made ready for rows. Plain JSON: the reading process gets it as a message. */
export interface MapPlan {
  decimal: FileFormat['decimal']
  dateOrder: FileFormat['dateOrder']
  /** Of the organization: a moment that is counted in seconds belongs to a day of its zone. */
  timeZone: string
  headerRow: number
  /** Sheets leave out empty cells at the end of a row; text files do not. */
  isPadded: boolean
  names: string[]
  day: { index: number; name: string; style: DateStyle } | null
  fixedDay: string | null
  numbers: PlannedNumber[]
  slotCount: number
  /** Where each row counts one, if it does. */
  countSlot: number | null
  dimensions: PlannedDimension[]
  currencyColumn: number | null
  currency: string | null
  keys: number[]
}

/** The numbers that the mapping brings, as the warehouse declares them. */
export function slotsOf(mapping: Mapping, source: string): Slot[] {
  const ids = idsOf(mapping, source)
  const columns = metricColumns(mapping).map((column) => ({
    metric: column.target ?? ids.get(column.index)!,
    unit: column.unit,
    aggregation: column.aggregation,
  }))
  const count: Slot = { metric: rowCountId(source), unit: 'count', aggregation: 'sum' }
  return mapping.countsRows ? [...columns, count] : columns
}

/** Dimension id → what a person reads. */
export function dimensionsOf(mapping: Mapping, source: string): Record<string, string> {
  const ids = idsOf(mapping, source)
  return Object.fromEntries(
    mapping.columns
      .filter((column) => column.use === 'dimension')
      .map((column) => [column.target ?? ids.get(column.index)!, column.name])
  )
}

/** `slots` are the stream's stored ones: their order is the order of the numbers. */
export function planMapping(
  mapping: Mapping,
  format: FileFormat,
  { source, slots, timeZone }: { source: string; slots: Slot[]; timeZone: string }
): MapPlan {
  const ids = idsOf(mapping, source)
  const idOf = (column: ColumnMapping) => column.target ?? ids.get(column.index)!
  const day = mapping.columns.find((column) => column.use === 'day')
  return {
    decimal: format.decimal,
    dateOrder: format.dateOrder,
    timeZone,
    headerRow: format.headerRow,
    isPadded: format.kind === 'xlsx',
    names: mapping.columns.map((column) => column.name),
    day:
      day && !mapping.fixedDay ? { index: day.index, name: day.name, style: day.dateStyle } : null,
    fixedDay: mapping.fixedDay,
    numbers: metricColumns(mapping).map((column) => ({
      index: column.index,
      name: column.name,
      slot: slots.findIndex((slot) => slot.metric === idOf(column)),
      isMoney: column.unit === 'currency',
      isPercent: column.unit === 'percent',
    })),
    slotCount: slots.length,
    countSlot: mapping.countsRows
      ? slots.findIndex(({ metric }) => metric === rowCountId(source))
      : null,
    dimensions: mapping.columns
      .filter((column) => column.use === 'dimension')
      .map((column) => ({ index: column.index, name: column.name, id: idOf(column) })),
    currencyColumn: mapping.columns.find((column) => column.use === 'currency')?.index ?? null,
    currency: mapping.currency,
    keys: keyColumns(mapping).map((column) => column.index),
  }
}

export function keyColumns(mapping: Mapping): ColumnMapping[] {
  return mapping.columns.filter((column) => column.isKey && column.use !== 'ignore')
}

function metricColumns(mapping: Mapping): ColumnMapping[] {
  return mapping.columns.filter((column) => column.use === 'metric')
}

function idsOf(mapping: Mapping, source: string): Map<number, string> {
  const ids = columnIds(
    source,
    mapping.columns.map((column) => column.name)
  )
  return new Map(mapping.columns.map((column, position) => [column.index, ids[position]]))
}
