import type { TenantTransaction } from '#foundation'
import type { Question } from '../planning/plan.js'
import type { CellRequest, Narrowed } from './cell_request.js'
import { dimensionSql, filterSql, holdsWithoutValue } from './dimension_sql.js'
import { entityNames, isOfName, nameOfTable, valuesOf } from './names_of_rows.js'
import { Parameters } from './parameters.js'

/** Of small streams the rows are read about as fast as the names. */
const FEWEST_FACTS = 20_000
/** Each id is looked for on each day. */
const MOST_IDS = 100
/** Every breakdown of the organization is looked at; with more of them the rows are read first. */
const MOST_BREAKDOWNS = 5_000

type Asked = Omit<CellRequest, 'narrowed'>
type AskedFilter = Question['filters'][number]
type NameTable = ReturnType<typeof nameOfTable>

/**
 * What the filters leave of a large stream, where that is few entities or breakdowns: then only their rows are read, by key.
 * Filters that also hold for rows without a value stay as they are.
 */
export async function narrow(tenant: TenantTransaction, request: Asked): Promise<Narrowed> {
  const { filters } = request.question
  const narrowed: Narrowed = { entityIds: null, breakdownIds: null, filters }
  if (request.part.stream.measuredFacts < FEWEST_FACTS) {
    return narrowed
  }
  for (const [table, key] of [
    ['e', 'entityIds'],
    ['b', 'breakdownIds'],
  ] as const) {
    const own = filters.filter((filter) => isNarrowing(filter, { request, table }))
    const ids = own.length > 0 ? await idsOf(tenant, { request, table, filters: own }) : null
    if (ids) {
      narrowed[key] = ids
      narrowed.filters = narrowed.filters.filter((filter) => !own.includes(filter))
    }
  }
  return narrowed
}

interface Place {
  request: Asked
  table: NameTable
}

function isNarrowing({ dimension, filter }: AskedFilter, { request, table }: Place): boolean {
  const sql = dimensionSql(dimension, request.part.stream, new Parameters())
  return isOfName(sql) && nameOfTable(sql) === table && !holdsWithoutValue(filter)
}

async function idsOf(
  tenant: TenantTransaction,
  { request, table, filters }: Place & { filters: AskedFilter[] }
): Promise<string[] | null> {
  const parameters = new Parameters()
  const { stream } = request.part
  const sqls = filters.map(({ dimension }) => dimensionSql(dimension, stream, parameters))
  const parts = {
    request: { ...request, narrowed: NOTHING },
    parameters,
    breakdowns: [],
    filters: sqls,
    hour: null,
  }
  const organization = parameters.bind(tenant.organizationId, 'uuid')
  const names =
    table === 'e'
      ? `${entityNames(parts, organization)}
        WHERE n.organization_id = ${organization} AND n.connection_id = ${parameters.bind(stream.connectionId, 'uuid')}
          AND n.kind = ${parameters.bind(stream.entityKinds[0], 'text')}`
      : `SELECT n.id, ${valuesOf(parts)} FROM breakdowns n
        WHERE n.organization_id = ${organization} AND (SELECT count(*) FROM (
          SELECT 1 FROM breakdowns m WHERE m.organization_id = ${organization} LIMIT ${MOST_BREAKDOWNS + 1}) m) <= ${MOST_BREAKDOWNS}`
  const tests = filters.map(({ filter }, index) => filterSql(sqls[index], filter, parameters))
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT ${table}.id::text AS id FROM (${names}) ${table} WHERE ${tests.join(' AND ')} LIMIT ${MOST_IDS + 1}`,
    parameters.values
  )
  return rows.length > 0 && rows.length <= MOST_IDS ? rows.map(({ id }) => id) : null
}

const NOTHING: Narrowed = { entityIds: null, breakdownIds: null, filters: [] }
