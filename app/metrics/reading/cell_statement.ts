import type { DimensionDefinition } from '../catalogue/dimensions.js'
import { addedUpRows, aggregateOf, isConverted, type Parts } from './added_up_rows.js'
import type { CellRequest } from './cell_request.js'
import { dimensionSql, filterSql, holdsWithoutValue } from './dimension_sql.js'
import { isOfName, joinedNames, namesOf, nameOfTable } from './names_of_rows.js'
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
    filters: request.narrowed.filters.map(({ dimension }) => toSql(dimension)),
    hour: shape.grain === 'hour' ? toSql(question.dimensions.get('hour')) : null,
  }
  const text = `
    WITH ${[`g AS MATERIALIZED (${addedUpRows(parts)})`, ...namesOf(parts)].join(', ')}
    SELECT ${outerColumns(parts)}
    FROM g ${joinedNames(parts)}
    WHERE ${conditions(parts)}
    GROUP BY ${outerKeys(parts).join(', ')}
    LIMIT ${mostRows(part.atoms.length) + 1}`
  return { text, values: parameters.values }
}

/** Conditions on names were asked once for each name; the others are of the rows. */
function conditions(parts: Parts): string {
  const tests = parts.request.narrowed.filters.map(({ filter }, index) => {
    const sql = parts.filters[index]
    return isOfName(sql)
      ? `coalesce(${nameOfTable(sql)}.f_${index}, ${holdsWithoutValue(filter)})`
      : filterSql(sql, filter, parts.parameters)
  })
  return tests.join(' AND ') || 'true'
}

function outerKeys({ breakdowns, hour }: Parts): string[] {
  const count = 2 + breakdowns.length * 2 + (hour ? 1 : 0)
  return Array.from({ length: count }, (_, index) => String(index + 1))
}

function outerColumns(parts: Parts): string {
  const { part } = parts.request
  const keys = parts.breakdowns.flatMap((sql, index) => [
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
    ...keys,
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
