import type { Atom } from '../planning/plan.js'
import { bucketSql } from './bucket_sql.js'
import type { CellRequest } from './cell_request.js'
import type { DimensionSql } from './dimension_sql.js'
import { factorsByCurrency } from './exchange_rates.js'
import { factSource } from './fact_source.js'
import type { Parameters } from './parameters.js'

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
  if (part.atoms[0].metric.kind === 'semi_additive') {
    return lastOfEachEntity(parts)
  }
  return isAddedUp(parts) ? eachSum(parts) : sums(parts)
}

function keysOf(parts: Parts): string[] {
  return [
    `${bucketSql(parts.request)} AS bucket`,
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
  const conversion = isConverted(parts) ? conversionOf(parts) : []
  const positions = keys.map((_, index) => index + 1)
  return `SELECT ${[...keys, 'max(s.synced_at) AS synced_at', ...numbers, ...conversion].join(', ')}
    FROM (${sourceOf(parts)}) s
    GROUP BY ${positions.join(', ')}`
}

/**
 * "Last value in the period, per entity": one row for each entity and bucket, of its last day. Of several rows of a
 * file for one day the last one counts.
 */
function lastOfEachEntity(parts: Parts): string {
  const { part } = parts.request
  const identity = part.stream.isOfFiles ? 's.breakdown_id' : 's.entity_id, s.breakdown_id'
  const entity = `${bucketSql(parts.request)}, ${identity}`
  const columns = [
    ...keysOf(parts),
    's.synced_at',
    `${amount(parts, 0)} AS v0`,
    's.rows AS n0',
    ...(isConverted(parts) ? conversionOfRow(parts) : []),
  ]
  return `SELECT DISTINCT ON (${entity}) ${columns.join(', ')}
    FROM (${sourceOf(parts)}) s
    WHERE s.v0 IS NOT NULL
    ORDER BY ${entity}, s.day DESC, s.synced_at DESC, s.entity_id DESC`
}

/** Whether the kept sums already are what the cells are made of: adding them up by their ids first would save nothing. */
export function isAddedUp(parts: Parts): boolean {
  const { part, shape } = parts.request
  const { day, month } = part.rollups
  return shape.grain === 'day'
    ? day !== null && day !== 'whole'
    : shape.grain === 'month' && month !== null && !isConverted(parts)
}

/** Each kept sum for itself. */
function eachSum(parts: Parts): string {
  const numbers = parts.request.part.atoms.map(
    (_, index) =>
      `${amount(parts, index)} AS v${index}, CASE WHEN s.v${index} IS NOT NULL THEN s.rows END AS n${index}`
  )
  const conversion = isConverted(parts) ? conversionOfRow(parts) : []
  const columns = [...keysOf(parts), 's.synced_at', ...numbers, ...conversion]
  return `SELECT ${columns.join(', ')} FROM (${sourceOf(parts)}) s`
}

/** The rows of the stream, with the factor of each where money is converted; OFFSET 0 has it computed once a row. */
function sourceOf(parts: Parts): string {
  const { request, parameters } = parts
  const { part, organizationId, range, question } = request
  const rows = factSource(part, {
    ...{ organizationId, range, asOf: question.asOf, parameters },
    isConverted: isConverted(parts),
  })
  const narrowed = narrowedRows(rows, parts)
  return isConverted(parts)
    ? `SELECT r.*, ${factorSql(parts)} AS factor FROM (${narrowed}) r OFFSET 0`
    : narrowed
}

function narrowedRows(rows: string, { request: { narrowed }, parameters }: Parts): string {
  const tests = (['entity', 'breakdown'] as const).flatMap((what) => {
    const ids = narrowed[`${what}Ids`]
    return ids ? [`r.${what}_id = ANY (${parameters.bind(ids, 'bigint[]')})`] : []
  })
  return tests.length > 0 ? `SELECT * FROM (${rows}) r WHERE ${tests.join(' AND ')}` : rows
}

export function isConverted({ request: { part, rates } }: Parts): boolean {
  return rates !== null && part.atoms.some(({ metric }) => metric.unit === 'currency')
}

function amount(parts: Parts, index: number): string {
  const { part, rates } = parts.request
  const isForeign = rates !== null && part.atoms[index].metric.unit === 'currency'
  return isForeign ? `s.v${index} * s.factor` : `s.v${index}`
}

/**
 * The factor of each row's own day, NULL where there is none. One array per currency, read by place: a join with
 * the rates took ten times as long, because the planner cannot know how many there are.
 */
function factorSql({ request: { rates, range }, parameters }: Parts): string {
  const since = parameters.bind(range.from, 'date')
  const cases = factorsByCurrency(rates!, range).map(({ currency, factors }) => {
    const place = `r.day - ${since} + 1`
    return `WHEN ${parameters.bind(currency, 'text')} THEN (${parameters.bind(factors, 'float8[]')})[${place}]`
  })
  return cases.length > 0 ? `NULLIF(CASE r.currency ${cases.join(' ')} END, 'NaN')` : 'NULL::float8'
}

/** Rows without a rate, and what the others were converted at. */
function conversionOf(parts: Parts): string[] {
  const unrated = `FILTER (WHERE ${hasMoney(parts)} AND s.factor IS NULL)`
  const rated = `FILTER (WHERE ${hasMoney(parts)} AND s.factor IS NOT NULL)`
  return [
    `min(s.day) ${unrated} AS unrated_from`,
    `max(s.day) ${unrated} AS unrated_to`,
    `min(s.day) ${rated} AS rated_from`,
    `max(s.day) ${rated} AS rated_to`,
    `min(s.factor) ${rated} AS lowest`,
    `max(s.factor) ${rated} AS highest`,
  ]
}

/** The same of a row that stands for itself. */
function conversionOfRow(parts: Parts): string[] {
  const unrated = `CASE WHEN ${hasMoney(parts)} AND s.factor IS NULL THEN s.day END`
  const rated = `CASE WHEN ${hasMoney(parts)} AND s.factor IS NOT NULL THEN s.day END`
  return [
    `${unrated} AS unrated_from`,
    `${unrated} AS unrated_to`,
    `${rated} AS rated_from`,
    `${rated} AS rated_to`,
    's.factor AS lowest',
    's.factor AS highest',
  ]
}

function hasMoney({ request: { part } }: Parts): string {
  const money = part.atoms.flatMap(({ metric }, index) =>
    metric.unit === 'currency' ? [`s.v${index}`] : []
  )
  return `coalesce(${money.join(', ')}) IS NOT NULL`
}
