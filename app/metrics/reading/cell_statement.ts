import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { StreamPart } from '../planning/plan.js'
import { addedUpRows, aggregateOf, needs, used, type Parts } from './added_up_rows.js'
import type { CellRequest } from './cell_request.js'
import { dimensionSql, filterSql } from './dimension_sql.js'
import { Parameters } from './parameters.js'

/** More cells than one answer can hold in memory. */
export const MAX_CELLS = 200_000

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
    LIMIT ${MAX_CELLS + 1}`
  return { text, values: parameters.values }
}

function joins(parts: Parts): string {
  const { request, parameters } = parts
  const organization = parameters.bind(request.organizationId, 'uuid')
  const clauses: string[] = []
  if (needs(parts, 'entity')) {
    clauses.push(
      `LEFT JOIN entities e ON e.organization_id = ${organization} AND e.id = g.entity_id`
    )
  }
  const kinds = new Set(used(parts).flatMap(({ ancestor }) => ancestor ?? []))
  for (const kind of kinds) {
    const alias = `a_${request.part.stream.entityKinds.indexOf(kind)}`
    clauses.push(`LEFT JOIN entities ${alias} ON ${alias}.organization_id = ${organization}
      AND ${alias}.id = (e.ancestors ->> ${parameters.bind(kind, 'text')})::bigint`)
  }
  if (needs(parts, 'breakdown')) {
    clauses.push(
      `LEFT JOIN breakdowns b ON b.organization_id = ${organization} AND b.id = g.breakdown_id`
    )
  }
  return clauses.join('\n    ')
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
  const { part, rates } = parts.request
  const names = parts.breakdowns.flatMap((sql, index) => [
    `${sql.key} AS k${index}`,
    `${sql.label} AS l${index}`,
  ])
  const numbers = part.atoms.flatMap((atom, index) => [
    `${aggregateOf(atom)}(g.v${index}) AS v${index}`,
    `sum(g.n${index})::float8 AS n${index}`,
  ])
  return [
    'g.bucket::text AS bucket',
    'g.currency',
    ...names,
    ...(parts.hour ? [`${parts.hour.label} AS hour`] : []),
    'max(g.synced_at) AS fresh',
    ...numbers,
    ...(rates && hasMoney(part)
      ? ['min(g.unrated_from)::text AS unrated_from', 'max(g.unrated_to)::text AS unrated_to']
      : []),
  ].join(', ')
}

function hasMoney({ atoms }: StreamPart) {
  return atoms.some(({ metric }) => metric.unit === 'currency')
}
