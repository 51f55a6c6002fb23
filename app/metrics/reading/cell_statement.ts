import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { Atom } from '../planning/plan.js'
import type { Grain } from '../types.js'
import { dimensionSql, filterSql, type DimensionSql } from './dimension_sql.js'
import { factSource } from './fact_source.js'
import { Parameters } from './parameters.js'
import type { CellRequest } from './cell_request.js'

/** More cells than one answer can hold in memory. */
export const MAX_CELLS = 200_000

const BUCKETS: Record<Grain, string> = {
  total: 'NULL::date',
  hour: 's.day',
  day: 's.day',
  week: "date_trunc('week', s.day::timestamp)::date",
  month: "date_trunc('month', s.day::timestamp)::date",
  quarter: "date_trunc('quarter', s.day::timestamp)::date",
  year: "date_trunc('year', s.day::timestamp)::date",
}

interface Parts {
  request: CellRequest
  parameters: Parameters
  breakdowns: DimensionSql[]
  filters: DimensionSql[]
  hour: DimensionSql | null
}

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
    FROM (${grouped(parts)}) g
    ${joins(parts)}
    WHERE ${conditions(parts)}
    GROUP BY ${outerKeys(parts).join(', ')}
    LIMIT ${MAX_CELLS + 1}`
  return { text, values: parameters.values }
}

function used({ breakdowns, filters, hour }: Parts): DimensionSql[] {
  return [...breakdowns, ...filters, ...(hour ? [hour] : [])]
}

function needs(parts: Parts, what: DimensionSql['needs']) {
  return used(parts).some((sql) => sql.needs === what)
}

/** Columns that rows are first added up by, before names are joined to the few rows that remain. */
function innerKeys(parts: Parts): string[] {
  const { shape, rates } = parts.request
  return [
    `${BUCKETS[shape.grain]} AS bucket`,
    's.currency',
    ...(rates ? ['s.day'] : []),
    ...(needs(parts, 'entity') ? ['s.entity_id'] : []),
    ...(needs(parts, 'breakdown') ? ['s.breakdown_id'] : []),
    ...(needs(parts, 'day')
      ? ['extract(isodow FROM s.day)::text AS day_of_week', "to_char(s.day, 'MM') AS month_of_year"]
      : []),
  ]
}

function grouped(parts: Parts): string {
  const { part, organizationId, range, question } = parts.request
  const source = factSource(part, {
    organizationId,
    range,
    asOf: question.asOf,
    parameters: parts.parameters,
  })
  const keys = innerKeys(parts)
  const isLast = part.atoms[0].metric.kind === 'semi_additive'
  if (isLast) {
    return lastOfEachThing(keys, source, BUCKETS[parts.request.shape.grain])
  }
  const numbers = part.atoms.map((atom, index) => {
    const column = `s.v${index}`
    return `${AGGREGATES(atom)}(${column}) AS v${index}, sum(s.rows) FILTER (WHERE ${column} IS NOT NULL) AS n${index}`
  })
  const positions = keys.map((_, index) => index + 1)
  return `SELECT ${keys.join(', ')}, max(s.synced_at) AS synced_at, ${numbers.join(', ')}
    FROM (${source}) s GROUP BY ${positions.join(', ')}`
}

/** "Last value in the period, per thing": one row for each thing and bucket, of its last day. */
function lastOfEachThing(keys: string[], source: string, bucket: string) {
  return `SELECT DISTINCT ON (${bucket}, s.entity_id, s.breakdown_id) ${keys.join(', ')}, s.synced_at, s.v0, s.rows AS n0
    FROM (${source}) s WHERE s.v0 IS NOT NULL
    ORDER BY ${bucket}, s.entity_id, s.breakdown_id, s.day DESC`
}

function AGGREGATES({ metric }: Atom) {
  return metric.kind === 'extreme' ? metric.extreme! : 'sum'
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
  return [...clauses, ...rateJoin(parts)].join('\n    ')
}

/** The factor of each row's own day; a missing one is found as NULL and refused later. */
function rateJoin({ request: { rates }, parameters }: Parts): string[] {
  if (!rates) {
    return []
  }
  const days = parameters.bind(rates.days, 'date[]')
  const currencies = parameters.bind(rates.currencies, 'text[]')
  const factors = parameters.bind(rates.factors, 'float8[]')
  return [
    `LEFT JOIN unnest(${days}, ${currencies}, ${factors}) AS rate (day, currency, factor)
      ON rate.day = g.day AND rate.currency = g.currency`,
  ]
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
  const numbers = part.atoms.flatMap((atom, index) => numberColumns(atom, index, rates !== null))
  return [
    'g.bucket::text AS bucket',
    'g.currency',
    ...names,
    ...(parts.hour ? [`${parts.hour.label} AS hour`] : []),
    'max(g.synced_at) AS fresh',
    ...numbers,
  ].join(', ')
}

function numberColumns(atom: Atom, index: number, isConverted: boolean): string[] {
  const isMoney = atom.metric.unit === 'currency'
  const factor = isMoney && isConverted ? ` * rate.factor` : ''
  const combine = AGGREGATES(atom)
  return [
    `${combine}(g.v${index}${factor}) AS v${index}`,
    `sum(g.n${index})::float8 AS n${index}`,
    ...(factor
      ? [
          `array_agg(DISTINCT g.day::text) FILTER (WHERE rate.factor IS NULL AND g.v${index} IS NOT NULL) AS missing${index}`,
        ]
      : []),
  ]
}
