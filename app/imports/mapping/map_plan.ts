import type { Slot } from '#shared/records'
import type { FileFormat } from '../reading/format.js'
import type { Grain } from '../typing/calendar.js'
import type { DateStyle } from '../typing/dates.js'
import type { Scale } from '#shared/columns/header_words'
import type { Suggestive } from './suggest_mapping.js'
import { columnIds, replacesOwn, rowCountId, type ColumnMapping, type Mapping } from './mapping.js'

/** Whose rows end with their last filled cell. */
const PADDED = new Set<FileFormat['kind']>(['xlsx', 'html'])

export interface PlannedNumber {
  index: number
  name: string
  slot: number
  isMoney: boolean
  isPercent: boolean
  isDuration: boolean
  /** An error of the spreadsheet in a rate costs no row: its parts stand beside it. */
  isRate: boolean
  scale: Scale
}

export interface PlannedDimension {
  index: number
  name: string
  /** The source's own, and the shared one that it also feeds. */
  ids: string[]
  target: string | null
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
  /** `countsFrom` is the day that a column of counted days calls 0. */
  day: { index: number; name: string; style: DateStyle; countsFrom?: string } | null
  fixedDay: string | null
  numbers: PlannedNumber[]
  slotCount: number
  /** Where each row counts one, if it does. */
  countSlot: number | null
  dimensions: PlannedDimension[]
  currencyColumn: number | null
  currency: string | null
  keys: number[]
  /** Names of the periods that each row of the file is read for, and the column with them. */
  periods: { names: string[]; index: number } | null
}

/** The numbers that the mapping brings, as the warehouse declares them: the source's own, then those of the catalogue. */
export function slotsOf(mapping: Mapping, source: string): Slot[] {
  const ids = idsOf(mapping, source)
  const columns = metricColumns(mapping).flatMap((column) =>
    columnSlots(column, ids.get(column.index)!)
  )
  const count: Slot = { metric: rowCountId(source), unit: 'count', aggregation: 'sum' }
  return mapping.countsRows ? [...columns, count] : columns
}

function columnSlots({ target, unit, aggregation, own }: ColumnMapping, id: string): Slot[] {
  const shared = target === null ? [] : [{ metric: target, unit, aggregation }]
  return replacesOwn(target) ? shared : [{ metric: id, unit, aggregation, ...own }, ...shared]
}

/** What rows stand for: the periods of the column with the day, or the time that the file says it covers. */
export function grainOf(inspection: Suggestive, { columns, fixedDay }: Mapping): Grain {
  const day = fixedDay === null ? columns.find(({ use }) => use === 'day') : undefined
  const column = day && inspection.columns.find(({ index }) => index === day.index)
  return (column ? column.grain : ofFile(inspection, fixedDay)) ?? 'day'
}

function ofFile({ period }: Suggestive, fixedDay: string | null): Grain | null | undefined {
  return period?.from === fixedDay ? period?.grain : null
}

/** Dimension id → what a person reads. */
export function dimensionsOf(mapping: Mapping, source: string): Record<string, string> {
  const ids = idsOf(mapping, source)
  const columns = mapping.columns.filter(({ use }) => use === 'dimension')
  return Object.fromEntries(
    columns.flatMap((column) =>
      dimensionIds(column, ids.get(column.index)!).map((id) => [id, column.name])
    )
  )
}

function dimensionIds({ target }: ColumnMapping, id: string): string[] {
  if (target === null) {
    return [id]
  }
  return replacesOwn(target) ? [target] : [id, target]
}

/** `slots` are the stream's stored ones: their order is the order of the numbers. */
export function planMapping(
  mapping: Mapping,
  format: FileFormat,
  { source, slots, timeZone }: { source: string; slots: Slot[]; timeZone: string }
): MapPlan {
  const ids = idsOf(mapping, source)
  const day = mapping.columns.find((column) => column.use === 'day')
  const periods = format.layout?.periods
  return {
    decimal: format.decimal,
    dateOrder: format.dateOrder,
    timeZone,
    headerRow: format.headerRow,
    isPadded: PADDED.has(format.kind),
    names: mapping.columns.map((column) => column.name),
    day: day && !mapping.fixedDay ? plannedDay(day, format) : null,
    fixedDay: mapping.fixedDay,
    numbers: metricColumns(mapping).flatMap((column) =>
      columnSlots(column, ids.get(column.index)!).map((slot) => plannedNumber(column, slot, slots))
    ),
    slotCount: slots.length,
    countSlot: mapping.countsRows
      ? slots.findIndex(({ metric }) => metric === rowCountId(source))
      : null,
    dimensions: mapping.columns
      .filter((column) => column.use === 'dimension')
      .map((column) => ({
        ...{ index: column.index, name: column.name, target: column.target },
        ids: dimensionIds(column, ids.get(column.index)!),
      })),
    currencyColumn: mapping.columns.find((column) => column.use === 'currency')?.index ?? null,
    currency: mapping.currency,
    keys: keyColumns(mapping).map((column) => column.index),
    periods: periods
      ? { names: periods.names, index: mapping.columns.length - PERIOD_FROM_END }
      : null,
  }
}

function plannedDay({ index, name, dateStyle }: ColumnMapping, { layout }: FileFormat) {
  return { index, name, style: dateStyle, countsFrom: layout?.countsFrom ?? undefined }
}

/** Period and value stand behind the other columns. */
const PERIOD_FROM_END = 2

function plannedNumber(
  { index, name, scale = 'units' }: ColumnMapping,
  { metric, unit, aggregation }: Slot,
  slots: Slot[]
): PlannedNumber {
  return {
    ...{ index, name, scale },
    slot: slots.findIndex((slot) => slot.metric === metric),
    isMoney: unit === 'currency',
    isPercent: unit === 'percent',
    isDuration: unit === 'seconds',
    isRate: aggregation === 'none',
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
