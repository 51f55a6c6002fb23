import type { Slot } from '#shared/records'
import { columnIds, replacesOwn, type ColumnMapping, type Mapping } from './mapping.js'

/**
 * A source keeps the meaning its columns had first: whole numbers in one file and fractions in the next
 * are still the same metric.
 */
export function adoptSlots(mapping: Mapping, source: string, slots: Slot[]): Mapping {
  const ids = columnIds(
    source,
    mapping.columns.map(({ name }) => name)
  )
  const columns = mapping.columns.map((column, position) => {
    const id = replacesOwn(column.target) ? column.target : ids[position]
    const known = slots.find(({ metric }) => metric === id)
    return known && column.use === 'metric' ? withMeaning(column, known) : column
  })
  return { ...mapping, columns: columns.map(withoutSum) }
}

/** A column that also feeds the catalogue keeps the unit that the catalogue has for that. */
function withMeaning(column: ColumnMapping, known: Slot): ColumnMapping {
  const meaning = {
    unit: known.unit,
    aggregation: known.aggregation as ColumnMapping['aggregation'],
  }
  return column.target === null || replacesOwn(column.target)
    ? { ...column, ...meaning }
    : { ...column, own: meaning }
}

/** Whoever says that a column holds percentages cannot have them added: 3 % and 4 % are not 7 %. */
function withoutSum(column: ColumnMapping): ColumnMapping {
  const isAdded = column.unit === 'percent' && column.aggregation === 'sum' && !column.target
  return isAdded ? { ...column, aggregation: 'none' } : column
}
