import { Refusal } from '#foundation'
import type { Dimension, Metric } from '#metrics'
import { columnIds, type ColumnMapping, type Mapping, type MetricAggregation } from './mapping.js'

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
const ORIGIN: Record<Exclude<Dimension['kind'], 'breakdown'>, string> = {
  stream: 'says which source the row is from',
  entity: 'is a kind of entity that connected sources bring',
  row: 'follows from the day or the currency of each row',
}
const INSTEAD = 'Or leave “target” out: the column is then one of this source’s own.'
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
  const open = dimensions.filter(({ kind, connectionId: owner }) => kind === 'breakdown' && !owner)
  const isForeign = target.includes(':') && found?.connectionId !== connectionId
  if (!found || isForeign) {
    throw refuse(`There is no dimension “${target}”. ${choices(target, open)}`)
  }
  if (found.kind !== 'breakdown') {
    throw refuse(
      `“${target}” ${ORIGIN[found.kind]}, so no column can fill it. ${choices(target, open)}`
    )
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
    const id = `${use} ${target ?? own[position]}`
    const other = taken.get(id)
    if (other !== undefined && (use === 'metric' || use === 'dimension')) {
      throw refuse(
        `“${other}” and “${name}” are both mapped to “${target ?? own[position]}”. One ${use} takes one column.`
      )
    }
    taken.set(id, name)
  }
}

function refuse(message: string) {
  return new Refusal({ code: 'E_MAPPING_TARGET', status: 422, message })
}
