import type { Atom } from '../planning/plan.js'
import type { Grain } from '../types.js'
import type { CellRequest } from './cell_request.js'
import type { DimensionSql } from './dimension_sql.js'
import { factorsByCurrency } from './exchange_rates.js'
import { factSource } from './fact_source.js'
import type { Parameters } from './parameters.js'

const BUCKETS: Record<Grain, string> = {
  total: 'NULL::date',
  hour: 's.day',
  day: 's.day',
  week: "date_trunc('week', s.day::timestamp)::date",
  month: "date_trunc('month', s.day::timestamp)::date",
  quarter: "date_trunc('quarter', s.day::timestamp)::date",
  year: "date_trunc('year', s.day::timestamp)::date",
}

/** What the two levels of a statement share. */
export interface Parts {
  request: CellRequest
  parameters: Parameters
  breakdowns: DimensionSql[]
  filters: DimensionSql[]
  hour: DimensionSql | null
}

export function used({ breakdowns, filters, hour }: Parts): DimensionSql[] {
  return [...breakdowns, ...filters, ...(hour ? [hour] : [])]
}

export function needs(parts: Parts, what: DimensionSql['needs']) {
  return used(parts).some((sql) => sql.needs === what)
}

export function aggregateOf({ metric }: Atom) {
  return metric.kind === 'extreme' ? metric.extreme! : 'sum'
}

/**
 * The rows of one stream, added up by bucket, currency and what the dimensions need, before names are joined to the
 * few rows that remain. Money is converted here, at the rate of each row's own day.
 */
export function addedUpRows(parts: Parts): string {
  const { part } = parts.request
  return part.atoms[0].metric.kind === 'semi_additive' ? lastOfEachThing(parts) : sums(parts)
}

function keysOf(parts: Parts): string[] {
  return [
    `${BUCKETS[parts.request.shape.grain]} AS bucket`,
    's.currency',
    ...(needs(parts, 'entity') ? ['s.entity_id'] : []),
    ...(needs(parts, 'breakdown') ? ['s.breakdown_id'] : []),
    ...(needs(parts, 'day')
      ? ['extract(isodow FROM s.day)::text AS day_of_week', "to_char(s.day, 'MM') AS month_of_year"]
      : []),
  ]
}

function sums(parts: Parts): string {
  const { atoms } = parts.request.part
  const keys = keysOf(parts)
  const numbers = atoms.map((atom, index) => {
    const given = `FILTER (WHERE s.v${index} IS NOT NULL)`
    return `${aggregateOf(atom)}(${amount(parts, index)}) AS v${index}, sum(s.rows) ${given} AS n${index}`
  })
  const unrated = unratedSql(parts)
  const gaps = unrated
    ? [
        `min(s.day) FILTER (WHERE ${unrated}) AS unrated_from`,
        `max(s.day) FILTER (WHERE ${unrated}) AS unrated_to`,
      ]
    : []
  const positions = keys.map((_, index) => index + 1)
  return `SELECT ${[...keys, 'max(s.synced_at) AS synced_at', ...numbers, ...gaps].join(', ')}
    FROM (${sourceOf(parts)}) s
    GROUP BY ${positions.join(', ')}`
}

/** "Last value in the period, per thing": one row for each thing and bucket, of its last day. */
function lastOfEachThing(parts: Parts): string {
  const thing = `${BUCKETS[parts.request.shape.grain]}, s.entity_id, s.breakdown_id`
  const unrated = unratedSql(parts)
  const day = unrated ? `CASE WHEN ${unrated} THEN s.day END` : null
  const gaps = day ? [`${day} AS unrated_from`, `${day} AS unrated_to`] : []
  const columns = [
    ...keysOf(parts),
    's.synced_at',
    `${amount(parts, 0)} AS v0`,
    's.rows AS n0',
    ...gaps,
  ]
  return `SELECT DISTINCT ON (${thing}) ${columns.join(', ')}
    FROM (${sourceOf(parts)}) s
    WHERE s.v0 IS NOT NULL
    ORDER BY ${thing}, s.day DESC`
}

function sourceOf({ request, parameters }: Parts): string {
  const { part, organizationId, range, question } = request
  return factSource(part, { organizationId, range, asOf: question.asOf, parameters })
}

function amount(parts: Parts, index: number): string {
  const { part, rates } = parts.request
  const isConverted = rates !== null && part.atoms[index].metric.unit === 'currency'
  return isConverted ? `s.v${index} * ${factorSql(parts)}` : `s.v${index}`
}

/**
 * The factor of each row's own day, NULL where there is none. One array per currency, read by place: a join with
 * the rates took ten times as long, because the planner cannot know how many there are.
 */
function factorSql({ request: { rates, range }, parameters }: Parts): string {
  const since = parameters.bind(range.from, 'date')
  const cases = factorsByCurrency(rates!, range).map(({ currency, factors }) => {
    const place = `s.day - ${since} + 1`
    return `WHEN ${parameters.bind(currency, 'text')} THEN (${parameters.bind(factors, 'float8[]')})[${place}]`
  })
  return cases.length > 0 ? `NULLIF(CASE s.currency ${cases.join(' ')} END, 'NaN')` : 'NULL::float8'
}

function unratedSql(parts: Parts): string | null {
  const { part, rates } = parts.request
  const money = part.atoms.flatMap(({ metric }, index) =>
    metric.unit === 'currency' ? [`s.v${index}`] : []
  )
  return rates && money.length > 0
    ? `${factorSql(parts)} IS NULL AND coalesce(${money.join(', ')}) IS NOT NULL`
    : null
}
