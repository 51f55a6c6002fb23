import { Refusal } from '#foundation'
import type { Dimension, Metric } from '#metrics'
import {
  columnIds,
  replacesOwn,
  type ColumnMapping,
  type Mapping,
  type MetricAggregation,
} from './mapping.js'

/** What columns may be mapped to, and the source that asks. */
export interface TargetCatalogue {
  metrics: Metric[]
  dimensions: Dimension[]
  connectionId: string
  source: string
}

const AGGREGATION: Partial<Record<Metric['kind'], MetricAggregation>> = {
  additive: 'sum',
  semi_additive: 'last',
  unique: 'none',
}
const GIVEN: Record<string, string> = {
  source: 'says which source the row is from',
  currency: 'follows from the currency of each row',
  day_of_week: 'follows from the day of each row',
  month_of_year: 'follows from the day of each row',
}
const INSTEAD = 'Or set “target” to null: the column is then one of this source’s own alone.'
const MOST_NAMED = 8

/**
 * Columns that feed something of the catalogue take its unit and aggregation: 300.75 of spend is money whatever the
 * column looks like. Throws the sentence where a target cannot hold a column, or would hold two.
 */
export function adoptTargets(mapping: Mapping, catalogue: TargetCatalogue): Mapping {
  const columns = mapping.columns.map((column) => adopted(column, catalogue))
  assertDistinct(columns, catalogue)
  return { ...mapping, columns }
}

export function hasTargets({ columns }: Mapping): boolean {
  return columns.some(({ use, target }) => target && (use === 'metric' || use === 'dimension'))
}

function adopted(column: ColumnMapping, catalogue: TargetCatalogue): ColumnMapping {
  if (column.target && column.use === 'dimension') {
    assertDimension(column.target, catalogue)
  }
  if (!column.target || column.use !== 'metric') {
    return column
  }
  const { unit, kind } = metricNamed(column.target, catalogue)
  return { ...column, unit, aggregation: AGGREGATION[kind]! }
}

function metricNamed(target: string, { metrics, connectionId }: TargetCatalogue): Metric {
  const found = metrics.find(({ id }) => id === target)
  const open = metrics.filter((metric) => !metric.connectionId && AGGREGATION[metric.kind])
  if (!found) {
    throw refuse(`There is no metric “${target}”. ${choices(target, open)}`)
  }
  if (found.connectionId && found.connectionId !== connectionId) {
    throw refuse(`“${target}” belongs to another source. ${choices(target, open)}`)
  }
  if (!AGGREGATION[found.kind]) {
    throw refuse(
      `“${target}” is computed as ${found.formula}, so no column can hold it. Map the columns that it is made of. ${INSTEAD}`
    )
  }
  return found
}

function assertDimension(target: string, { dimensions, connectionId }: TargetCatalogue) {
  const found = dimensions.find(({ id }) => id === target)
  const open = dimensions.filter(({ id, connectionId: owner }) => !(id in GIVEN) && !owner)
  const isForeign = target.includes(':') && found?.connectionId !== connectionId
  if (!found || isForeign) {
    throw refuse(`There is no dimension “${target}”. ${choices(target, open)}`)
  }
  if (target in GIVEN) {
    throw refuse(`“${target}” ${GIVEN[target]}, so no column can fill it. ${choices(target, open)}`)
  }
}

/** Those with a similar name first. */
function choices(target: string, open: { id: string }[]): string {
  const stem = target.toLowerCase().slice(0, 4)
  const ids = open.map(({ id }) => id)
  const close = ids.filter((id) => id.includes(stem))
  const named = [...new Set([...close, ...ids])].slice(0, MOST_NAMED)
  return `Columns can feed ${named.join(', ')} and others of the catalogue. ${INSTEAD}`
}

function assertDistinct(columns: ColumnMapping[], { source }: TargetCatalogue) {
  const own = columnIds(
    source,
    columns.map(({ name }) => name)
  )
  const taken = new Map<string, string>()
  for (const [position, { use, target, name }] of columns.entries()) {
    const isFed = use === 'metric' || use === 'dimension'
    const ids = isFed ? [target, ...(replacesOwn(target) ? [] : [own[position]])] : []
    for (const id of new Set(ids.filter((fed) => fed !== null))) {
      assertFree(`${use} ${id}`, { taken, name, use, id })
    }
  }
}

interface Fed {
  taken: Map<string, string>
  name: string
  use: string
  id: string
}

function assertFree(place: string, { taken, name, use, id }: Fed) {
  const other = taken.get(place)
  if (other !== undefined) {
    throw refuse(
      `“${other}” and “${name}” are both mapped to “${id}”. One ${use} takes one column.`
    )
  }
  taken.set(place, name)
}

function refuse(message: string) {
  return new Refusal({ code: 'E_MAPPING_TARGET', status: 422, message })
}
