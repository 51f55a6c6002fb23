import type { SlotUnit } from '#shared/records'
import type { ColumnProfile } from '../typing/column_profile.js'
import type { FilePeriod } from '../reading/file_period.js'
import type { FileCurrency } from '../reading/file_currency.js'
import { canMean } from '#shared/columns/currencies'
import { currencyColumn, isConverted } from '../typing/currency_column.js'
import { dayColumn } from '../typing/day_column.js'
import { offeredDimension } from '#shared/columns/known_dimensions'
import { offeredMetric } from '#shared/columns/known_metrics'
import { NUMERIC } from '../typing/settle_columns.js'
import type { ColumnMapping, ColumnUse, Mapping } from './mapping.js'

/** What an inspection says that a mapping is suggested from. */
export interface Suggestive {
  columns: ColumnProfile[]
  period?: FilePeriod | null
  currency?: FileCurrency | null
}

/**
 * The mapping that needs no answer from anybody: the day is the column with dates that fits best, numbers are metrics,
 * everything else is a dimension. What the catalogue knows by its name also feeds the catalogue, so that a file joins
 * what connected sources report. Where no column measures, rows are counted.
 */
export function suggestMapping(
  { columns, period = null, currency: stated }: Suggestive,
  currency: string | null
): Mapping {
  const day = dayColumn(columns)
  const named = currencyColumn(columns)
  const money = currencyOf(columns, stated?.code ?? currency)
  const taken = new Set<string>()
  const suggested = columns.map((column) => {
    const mapping = { ...suggestColumn(column), ...(column === day && { use: 'day' as const }) }
    const used = column === named ? { ...mapping, use: 'currency' as const } : mapping
    return withTarget(inOneCurrency(used, column, { money, isNamed: named !== undefined }), taken)
  })
  return {
    columns: suggested,
    fixedDay: !day && period?.grain ? period.from : null,
    currency: money,
    mode: 'append',
    ...(!suggested.some(({ use }) => use === 'metric') && { countsRows: true }),
  }
}

/** A column before it is known whether it is in the currency of its row. */
type Suggested = ColumnMapping & { isForeign?: boolean }

/** What the file says, the given one first; a sign that several share means the currency that is given. */
function currencyOf(columns: ColumnProfile[], given: string | null): string | null {
  const found =
    columns.find(({ currency }) => currency !== null && currency === given) ??
    columns.find(({ currency }) => currency !== null)
  const isShared = given !== null && found?.mark !== undefined && canMean(found.mark, given)
  return isShared ? given : (found?.currency ?? given)
}

/** A row holds amounts in one currency; a column in another one stays a plain number. */
function inOneCurrency(
  mapping: Suggested,
  { name, currency, mark }: ColumnProfile,
  { money, isNamed }: { money: string | null; isNamed: boolean }
): Suggested {
  const isOther = mark === undefined && currency !== null && currency !== money
  const isForeign = isOther || (isNamed && isConverted(name))
  return isForeign && mapping.unit === 'currency'
    ? { ...mapping, unit: 'number', isForeign: true }
    : mapping
}

function suggestColumn(column: ColumnProfile): ColumnMapping {
  const isNumeric = NUMERIC.includes(column.type)
  return {
    index: column.index,
    name: column.name,
    use: useOf(column, isNumeric),
    target: null,
    unit: isNumeric ? unitOf(column) : 'number',
    // Percentages do not add up: 3 % and 4 % are not 7 %.
    aggregation: column.isRate || column.type === 'percent' ? 'none' : 'sum',
    ...(column.scale && column.scale !== 'units' && { scale: column.scale }),
    isKey: false,
    dateStyle: column.dateStyle,
  }
}

function useOf({ type, isUnique }: ColumnProfile, isNumeric: boolean): ColumnUse {
  if (isNumeric) {
    return 'metric'
  }
  return type === 'empty' || isUnique ? 'ignore' : 'dimension'
}

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
