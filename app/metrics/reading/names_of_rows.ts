import { needs, used, type Parts } from './added_up_rows.js'
import { ancestorOf, filterSql, type DimensionSql } from './dimension_sql.js'

type NameTable = 'e' | 'b'

export const isOfName = ({ needs: needed }: DimensionSql) =>
  needed === 'entity' || needed === 'breakdown'

/** Entities are `e`, breakdowns `b`. */
export const nameOfTable = ({ needs: needed }: DimensionSql): NameTable =>
  needed === 'entity' ? 'e' : 'b'

/**
 * Every row of `e` and `b` is named by a grouped row, so that a full join is a left one, and one that PostgreSQL cannot turn into
 * loops: of an organization that is new since the statistics were gathered it expects one row, and compared each row with each name.
 */
export function joinedNames(parts: Parts): string {
  return [
    ...(needs(parts, 'entity') ? ['FULL JOIN e ON e.id = g.entity_id'] : []),
    ...(needs(parts, 'breakdown') ? ['FULL JOIN b ON b.id = g.breakdown_id'] : []),
  ].join('\n    ')
}

/** The names of the grouped rows, and which of them the filters keep: each looked up once by its key, however many rows there are. */
export function namesOf(parts: Parts): string[] {
  const organization = parts.parameters.bind(parts.request.organizationId, 'uuid')
  const met = (id: string) =>
    `n.organization_id = ${organization} AND n.id = ANY (ARRAY(SELECT DISTINCT g.${id} FROM g))`
  const entities = `${entityNames(parts, organization)} WHERE ${met('entity_id')}`
  return [
    ...(needs(parts, 'entity') ? [filtered(parts, 'e', entities)] : []),
    ...(needs(parts, 'breakdown')
      ? [
          filtered(
            parts,
            'b',
            `SELECT n.id, ${valuesOf(parts)} FROM breakdowns n WHERE ${met('breakdown_id')}`
          ),
        ]
      : []),
  ]
}

function filtered(
  { filters, parameters, request }: Parts,
  table: NameTable,
  names: string
): string {
  const tests = request.narrowed.filters.flatMap(({ filter }, index) => {
    const sql = filters[index]
    return isOfName(sql) && nameOfTable(sql) === table
      ? [`, ${filterSql(sql, filter, parameters)} AS f_${index}`]
      : []
  })
  return tests.length === 0
    ? `${table} AS MATERIALIZED (${names})`
    : `${table} AS MATERIALIZED (SELECT ${table}.*${tests.join('')} FROM (${names}) ${table})`
}

/** OFFSET 0 keeps the look at each ancestor's key from being turned into a join with all entities. */
export function entityNames(parts: Parts, organization: string): string {
  const kinds = [...new Set(used(parts).flatMap(({ ancestor }) => ancestor ?? []))]
  const ancestors = kinds.map((kind) => {
    const alias = ancestorOf(kind, parts.request.part.stream)
    return {
      columns: `, ${alias}.external_id AS ${alias}_external_id, ${alias}.name AS ${alias}_name`,
      join: `LEFT JOIN LATERAL (SELECT * FROM entities a WHERE a.organization_id = ${organization}
        AND a.id = (n.ancestors ->> ${parts.parameters.bind(kind, 'text')})::bigint OFFSET 0) ${alias} ON true`,
    }
  })
  const columns = ancestors.map((one) => one.columns).join('')
  return `SELECT n.id, n.external_id, n.name${columns} FROM entities n ${ancestors.map(({ join }) => join).join(' ')}`
}

export function valuesOf(parts: Parts): string {
  const values = new Map(used(parts).flatMap(({ value }) => (value ? [[value.column, value]] : [])))
  return [...values.values()]
    .map(({ dimension, column }) => {
      const id = parts.parameters.bind(dimension, 'text')
      return `n.dimensions ->> ${id} AS ${column}`
    })
    .join(', ')
}
