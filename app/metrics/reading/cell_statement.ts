import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { addedUpRows, aggregateOf, isConverted, needs, used, type Parts } from './added_up_rows.js'
import type { CellRequest } from './cell_request.js'
import { dimensionSql, filterSql } from './dimension_sql.js'
import { Parameters } from './parameters.js'

/** More rows, and more numbers in them, than one answer can hold in memory. */
const MAX_ROWS = 100_000
const MAX_NUMBERS = 300_000

/** How many rows may be read where each has so many numbers. */
export const mostRows = (numbers: number) =>
  Math.min(MAX_ROWS, Math.floor(MAX_NUMBERS / Math.max(1, numbers)))

/** The statement that reads the cells of one stream. Semi-additive atoms come alone, one by one. */
export function cellStatement(request: CellRequest): { text: string; values: unknown[] } {
  const parameters = new Parameters()
  const { question, part, shape } = request
  const toSql = (dimension: DimensionDefinition) => dimensionSql(dimension, part.stream, parameters)
  const parts: Parts = {
    request,
    parameters,
    breakdowns: shape.breakdowns.map(toSql),
    filters: question.filters.map(({ dimension }) => toSql(dimension)),
    hour: shape.grain === 'hour' ? toSql(question.dimensions.get('hour')) : null,
  }
  const text = `
    SELECT ${outerColumns(parts)}
    FROM (${addedUpRows(parts)}) g
    ${joins(parts)}
    WHERE ${conditions(parts)}
    GROUP BY ${outerKeys(parts).join(', ')}
    LIMIT ${mostRows(part.atoms.length) + 1}`
  return { text, values: parameters.values }
}

function joins(parts: Parts): string {
  const { request, parameters } = parts
  const organization = parameters.bind(request.organizationId, 'uuid')
  const named = (table: 'entities' | 'breakdowns', alias: string, id: string) =>
    lookedUp({ table, alias, id, organization })
  const kinds = new Set(used(parts).flatMap(({ ancestor }) => ancestor ?? []))
  const ancestors = [...kinds].map((kind) => {
    const alias = `a_${request.part.stream.entityKinds.indexOf(kind)}`
    return named('entities', alias, `(e.ancestors ->> ${parameters.bind(kind, 'text')})::bigint`)
  })
  return [
    ...(needs(parts, 'entity') ? [named('entities', 'e', 'g.entity_id')] : []),
    ...ancestors,
    ...(needs(parts, 'breakdown') ? [named('breakdowns', 'b', 'g.breakdown_id')] : []),
  ].join('\n    ')
}

/**
 * One look at the primary key for each grouped row, whatever the planner expects. OFFSET 0 keeps it from being
 * turned into a join: for an organization that is new since the statistics were gathered it expects one row, and
 * compared every row with every name (10,194 rows: 21 s instead of 0.1 s).
 */
function lookedUp({ table, alias, id, organization }: Record<string, string>): string {
  return `LEFT JOIN LATERAL (SELECT * FROM ${table} n
      WHERE n.organization_id = ${organization} AND n.id = ${id} OFFSET 0) ${alias} ON true`
}

function conditions(parts: Parts): string {
  const { question } = parts.request
  const tests = question.filters.map(({ filter }, index) =>
    filterSql(parts.filters[index], filter, parts.parameters)
  )
  return tests.join(' AND ') || 'true'
}

function outerKeys({ breakdowns, hour }: Parts): string[] {
  const count = 2 + breakdowns.length * 2 + (hour ? 1 : 0)
  return Array.from({ length: count }, (_, index) => String(index + 1))
}

function outerColumns(parts: Parts): string {
  const { part } = parts.request
  const names = parts.breakdowns.flatMap((sql, index) => [
    `${sql.key()} AS k${index}`,
    `${sql.label()} AS l${index}`,
  ])
  const numbers = part.atoms.flatMap((atom, index) => [
    `${aggregateOf(atom)}(g.v${index}) AS v${index}`,
    `sum(g.n${index})::float8 AS n${index}`,
  ])
  return [
    'g.bucket::text AS bucket',
    'g.currency',
    ...names,
    ...(parts.hour ? [`${parts.hour.label()} AS hour`] : []),
    'max(g.synced_at) AS fresh',
    ...numbers,
    ...(isConverted(parts) ? CONVERSION : []),
  ].join(', ')
}

/** On which days amounts were converted, at what, and on which they could not be. */
const CONVERSION = [
  'min(g.unrated_from)::text AS unrated_from',
  'max(g.unrated_to)::text AS unrated_to',
  'min(g.rated_from)::text AS rated_from',
  'max(g.rated_to)::text AS rated_to',
  'min(g.lowest) AS lowest',
  'max(g.highest) AS highest',
]
