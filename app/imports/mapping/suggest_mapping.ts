import type { SlotUnit } from '#shared/records'
import type { ColumnProfile, ColumnType } from '../typing/column_profile.js'
import { NUMERIC } from '../typing/settle_identifiers.js'
import type { ColumnMapping, ColumnUse, Mapping } from './mapping.js'

/**
 * The mapping that needs no answer from anybody: the first date column is the day, numbers are additive
 * metrics of the source, everything else is a dimension.
 */
export function suggestMapping(columns: ColumnProfile[], currency: string | null): Mapping {
  const day = columns.find((column) => column.type === 'date' || column.type === 'datetime')
  return {
    columns: columns.map((column) => suggestColumn(column, column === day)),
    fixedDay: null,
    currency: columns.find((column) => column.currency)?.currency ?? currency,
    mode: 'append',
  }
}

function suggestColumn(column: ColumnProfile, isDay: boolean): ColumnMapping {
  const isNumeric = NUMERIC.includes(column.type)
  return {
    index: column.index,
    name: column.name,
    use: isDay ? 'day' : useOf(column, isNumeric),
    target: null,
    unit: isNumeric ? unitOf(column.type) : 'number',
    // Percentages do not add up: 3 % and 4 % are not 7 %.
    aggregation: column.type === 'percent' ? 'none' : 'sum',
    isKey: false,
    dateStyle: column.dateStyle,
  }
}

function useOf(column: ColumnProfile, isNumeric: boolean): ColumnUse {
  if (isNumeric) {
    return 'metric'
  }
  if (isCurrencyColumn(column)) {
    return 'currency'
  }
  return column.type === 'empty' ? 'ignore' : 'dimension'
}

function isCurrencyColumn({ name, type, samples }: ColumnProfile): boolean {
  const isNamed = /^(?:currency|currency[ _]?code|valuta|w[äa]hrung|devise|moneda)$/i.test(
    name.trim()
  )
  return (
    isNamed && type === 'text' && samples.every((sample) => /^[A-Za-z]{3}$/.test(sample.trim()))
  )
}

function unitOf(type: ColumnType): SlotUnit {
  if (type === 'currency' || type === 'percent') {
    return type
  }
  return type === 'integer' ? 'count' : 'number'
}
