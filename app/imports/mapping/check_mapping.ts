import { Refusal } from '#foundation'
import type { FileFormat } from '../reading/format.js'
import { isCurrency } from '#shared/columns/currencies'
import { parseDay } from '../typing/dates.js'
import { keyColumns } from './map_plan.js'
import {
  COLUMN_USES,
  ROW_COUNT,
  slugOf,
  type ColumnMapping,
  type ColumnUse,
  type ImportMode,
  type Mapping,
} from './mapping.js'
import { suggestMapping, type Suggestive } from './suggest_mapping.js'

/** A mapping as people write it in a file or a request; what is left out is suggested. */
export interface MappingRequest {
  day?: string
  fixedDay?: string
  currency?: string
  mode?: ImportMode
  countsRows?: boolean
  keys?: string[]
  columns?: Record<string, ColumnUse | Partial<ColumnMapping>>
  /** What the file leaves open is taken as it was found. */
  accept?: boolean
  format?: Partial<FileFormat>
}

/** The suggested mapping with the requested changes. */
export function applyRequest(
  inspection: Suggestive,
  request: MappingRequest,
  currency: string | null
): Mapping {
  const { day, keys = [], columns = {} } = request
  const suggested = suggestMapping(inspection, request.currency ?? currency)
  const mapping = {
    ...suggested,
    ...definedOnly(request),
    fixedDay: fixedDayOf(request, suggested),
  }
  giveWay(mapping, columns)
  for (const [name, wanted] of Object.entries(columns)) {
    change(columnOf(mapping, name), typeof wanted === 'string' ? { use: wanted } : wanted)
  }
  if (day) {
    moveDay(mapping, columnOf(mapping, day))
  }
  keys.forEach((name) => (columnOf(mapping, name).isKey = true))
  return mapping
}

/** The day that the file suggests is no longer meant where a column is. */
function fixedDayOf({ fixedDay, day }: MappingRequest, suggested: Mapping): string | null {
  return fixedDay ?? (day ? null : suggested.fixedDay)
}

/** A suggestion gives way to the column that was chosen for its target. */
function giveWay(mapping: Mapping, columns: NonNullable<MappingRequest['columns']>) {
  const chosen = new Set(
    Object.values(columns).map((wanted) => typeof wanted === 'object' && wanted.target)
  )
  mapping.columns
    .filter(({ target }) => target !== null && chosen.has(target))
    .forEach((column) => (column.target = null))
}

/** Whoever says what a column means says that it does not mean what was suggested. */
function change(column: ColumnMapping, wanted: Partial<ColumnMapping>) {
  const isOther = (['use', 'unit', 'aggregation'] as const).some(
    (key) => wanted[key] !== undefined && wanted[key] !== column[key]
  )
  if (wanted.target === undefined && isOther) {
    column.target = null
  }
  Object.assign(column, wanted)
}

function definedOnly({ mode, currency, countsRows }: MappingRequest): Partial<Mapping> {
  return {
    ...(mode && { mode }),
    ...(currency && { currency }),
    ...(countsRows !== undefined && { countsRows }),
  }
}

function moveDay(mapping: Mapping, day: ColumnMapping) {
  mapping.columns.filter(({ use }) => use === 'day').forEach((column) => (column.use = 'dimension'))
  day.use = 'day'
}

function columnOf(mapping: Mapping, name: string): ColumnMapping {
  const found = mapping.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  if (!found) {
    const names = mapping.columns.map((column) => `“${column.name}”`).join(', ')
    throw refuse(
      'E_MAPPING_COLUMN',
      `The file has no column “${name}”. It has: ${names.slice(0, 600)}.`
    )
  }
  return found
}

/** Throws the sentence why a mapping cannot work. */
export function assertMapping(mapping: Mapping) {
  const days = mapping.columns.filter(({ use }) => use === 'day')
  if (mapping.columns.some(({ use }) => !COLUMN_USES.includes(use))) {
    throw refuse(
      'E_MAPPING_USE',
      `A column can be used as ${COLUMN_USES.join(', ')}, nothing else.`
    )
  }
  if (days.length > 1) {
    throw refuse(
      'E_MAPPING_DAYS',
      'Two columns are mapped to the day. Keep one of them and make the other a dimension.'
    )
  }
  if (mapping.fixedDay !== null && !isDay(mapping.fixedDay)) {
    throw refuse(
      'E_MAPPING_DAY',
      `“${mapping.fixedDay}” is not a valid date. Use one between 1900 and 2200 like 2026-02-28.`
    )
  }
  if (days.length === 0 && mapping.fixedDay === null) {
    throw refuse(
      'E_MAPPING_NO_DAY',
      'No column contains dates, so the rows have no day. Choose a date column, or give one day for the whole file (“fixedDay” in a mapping).'
    )
  }
  assertMetric(mapping)
  assertKeys(mapping)
  assertMoney(mapping)
}

/** Whether the calendar has it: 31 February is a text like any other until a row has to land on it. */
export function isDay(text: string): boolean {
  return parseDay(text, { style: 'text', order: 'dmy' }) === text
}

function assertMetric({ columns, countsRows }: Mapping) {
  if (!countsRows && !columns.some(({ use }) => use === 'metric')) {
    throw refuse(
      'E_MAPPING_NO_METRIC',
      'No column of the file is mapped to a metric, so there is nothing to chart. Choose a column with numbers, or count the rows.'
    )
  }
  const named = columns.find(({ name, use }) => use === 'metric' && slugOf(name) === ROW_COUNT)
  if (countsRows && named) {
    throw refuse(
      'E_MAPPING_TWICE',
      `The column “${named.name}” and the number of rows would be one metric. Leave out one of them.`
    )
  }
}

function assertKeys(mapping: Mapping) {
  if (mapping.mode === 'upsert' && keyColumns(mapping).length === 0) {
    throw refuse(
      'E_MAPPING_NO_KEY',
      'To update existing rows, choose the column or columns that identify a row.'
    )
  }
}

function assertMoney(mapping: Mapping) {
  if (mapping.currency && !isCurrency(mapping.currency)) {
    throw refuse(
      'E_MAPPING_CURRENCY',
      `“${mapping.currency}” is not a currency of ISO 4217. Give the code of one, such as EUR.`
    )
  }
  const money = mapping.columns.find(({ use, unit }) => use === 'metric' && unit === 'currency')
  const hasCurrency = mapping.currency || mapping.columns.some(({ use }) => use === 'currency')
  if (money && !hasCurrency) {
    throw refuse(
      'E_MAPPING_NO_CURRENCY',
      `“${money.name}” is money. Choose its currency, or the column that names it.`
    )
  }
}

function refuse(code: string, message: string) {
  return new Refusal({ code, status: 422, message })
}
