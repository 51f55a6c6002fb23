import type { SlotUnit } from '#shared/records'
import type { ColumnProfile } from '../typing/column_profile.js'
import { canMean } from '../typing/currencies.js'
import { wordsOf } from '../typing/header_words.js'
import { offeredDimension } from '../typing/known_dimensions.js'
import { offeredMetric } from '../typing/known_metrics.js'
import { NUMERIC } from '../typing/settle_columns.js'
import type { ColumnMapping, ColumnUse, Mapping } from './mapping.js'

/**
 * The mapping that needs no answer from anybody: the first date column is the day, numbers are metrics, everything
 * else is a dimension. What the catalogue knows by its name also feeds the catalogue, so that a file joins what
 * connected sources report.
 */
export function suggestMapping(columns: ColumnProfile[], currency: string | null): Mapping {
  const day = columns.find((column) => column.type === 'date' || column.type === 'datetime')
  const money = currencyOf(columns, currency)
  const taken = new Set<string>()
  return {
    columns: columns.map((column) => {
      const mapping = suggestColumn(column, column === day)
      return withTarget(inOneCurrency(mapping, column, money), taken)
    }),
    fixedDay: null,
    currency: money,
    mode: 'append',
  }
}

/** A column before it is known whether it is in the currency of its row. */
type Suggested = ColumnMapping & { isForeign?: boolean }

/** What the file says; a sign that several share means the currency that is given. */
function currencyOf(columns: ColumnProfile[], given: string | null): string | null {
  const found = columns.find((column) => column.currency !== null)
  const isShared = given !== null && found?.mark !== undefined && canMean(found.mark, given)
  return isShared ? given : (found?.currency ?? given)
}

/** A row holds amounts in one currency; a column in another one stays a plain number. */
function inOneCurrency(
  mapping: Suggested,
  { currency, mark }: ColumnProfile,
  money: string | null
): Suggested {
  const isOther = mark === undefined && currency !== null && currency !== money
  return isOther && mapping.unit === 'currency'
    ? { ...mapping, unit: 'number', isForeign: true }
    : mapping
}

function suggestColumn(column: ColumnProfile, isDay: boolean): ColumnMapping {
  const isNumeric = NUMERIC.includes(column.type)
  return {
    index: column.index,
    name: column.name,
    use: isDay ? 'day' : useOf(column, isNumeric),
    target: null,
    unit: isNumeric ? unitOf(column) : 'number',
    // Percentages do not add up: 3 % and 4 % are not 7 %.
    aggregation: column.isRate || column.type === 'percent' ? 'none' : 'sum',
    ...(column.scale && column.scale !== 'units' && { scale: column.scale }),
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
  return column.type === 'empty' || column.isUnique ? 'ignore' : 'dimension'
}

function isCurrencyColumn({ name, type, samples }: ColumnProfile): boolean {
  const isNamed = wordsOf(name).some((word) => CURRENCY_WORDS.has(word))
  return (
    isNamed && type === 'text' && samples.every((sample) => /^[A-Za-z]{3}$/.test(sample.trim()))
  )
}

const CURRENCY_WORDS = new Set([
  ...[
    'currency',
    'valuta',
    'wahrung',
    'waehrung',
    'devise',
    'moneda',
    'moeda',
    'waluta',
    'munteenheid',
    'ccy',
  ],
])

function unitOf({ unit, type }: ColumnProfile): SlotUnit {
  return unit ?? (type === 'integer' ? 'count' : 'number')
}

function withTarget(column: Suggested, taken: Set<string>): ColumnMapping {
  const { isForeign, ...mapping } = column
  const target = isForeign ? undefined : targetOf(mapping)
  if (target === undefined || taken.has(target.id)) {
    return mapping
  }
  taken.add(target.id)
  return { ...mapping, target: target.id, unit: target.unit }
}

/** What a column of this name and kind feeds. */
function targetOf({ use, name, unit, aggregation }: ColumnMapping) {
  if (use === 'dimension') {
    const id = offeredDimension(name)
    return id === undefined ? undefined : { id, unit }
  }
  return use === 'metric' && aggregation === 'sum' ? metricOf(name, unit) : undefined
}

/** Plain numbers may be what the catalogue counts; money and durations keep their kind. */
function metricOf(name: string, unit: SlotUnit) {
  const offer = offeredMetric(name)
  return offer && [offer.unit, 'number', 'count'].includes(unit) ? offer : undefined
}
