import type { TenantTransaction } from '#foundation'
import { bumpDataVersion } from '../batch/mark_changes.js'

/** Rows of one statement: keeps each far below the worker's statement timeout. */
const ROWS_AT_ONCE = 200_000

const BY_STREAM = [
  ...['facts', 'fact_revisions', 'fact_places', 'replacements'],
  ...['daily_rollups', 'grouped_rollups', 'rollup_shapes', 'dirty_buckets'],
]
const BY_CONNECTION = ['events', 'entities']

/**
 * Deletes every row that came over a connection, or the numbers of one of its streams. Breakdowns stay: they belong to the organization, are
 * shared by its connections, and other processes rely on having written them. Answers the first day that had numbers.
 */
export async function removeConnectionRows(
  tenant: TenantTransaction,
  connectionId: string,
  stream: string | null = null
): Promise<{ firstDay: string | null }> {
  const streams = await tenant.query<{ id: string }>(
    `SELECT id::text AS id FROM source_streams
      WHERE organization_id = $1 AND connection_id = $2 AND ($3::text IS NULL OR name = $3)`,
    [tenant.organizationId, connectionId, stream]
  )
  const firstDay = await firstDayOf(
    tenant,
    streams.rows.map(({ id }) => id)
  )
  for (const { id } of streams.rows) {
    for (const table of BY_STREAM) {
      await empty(tenant, `${table} WHERE organization_id = $1 AND stream_id = $2`, id)
    }
  }
  // Entities may be shared with other streams of the connection; one that has no numbers shows nowhere.
  for (const table of stream === null ? [...BY_CONNECTION, 'source_streams'] : []) {
    await empty(tenant, `${table} WHERE organization_id = $1 AND connection_id = $2`, connectionId)
  }
  for (const { id } of stream === null ? [] : streams.rows) {
    await empty(tenant, 'source_streams WHERE organization_id = $1 AND id = $2', id)
  }
  await bumpDataVersion(tenant)
  return { firstDay }
}

/** One look at an index per stream: `min()` over several at once would read all their rows. */
async function firstDayOf(tenant: TenantTransaction, streamIds: string[]) {
  const { rows } = await tenant.query<{ day: string | null }>(
    `SELECT min(first.day)::text AS day FROM unnest($2::bigint[]) AS stream (id) CROSS JOIN LATERAL
       (SELECT min(f.day) AS day FROM facts f WHERE f.organization_id = $1 AND f.stream_id = stream.id) first`,
    [tenant.organizationId, streamIds]
  )
  return rows[0].day
}

async function empty(tenant: TenantTransaction, rows: string, key: string) {
  const [table, condition] = rows.split(' WHERE ')
  const some = `ctid = ANY (ARRAY(SELECT ctid FROM ${rows} LIMIT ${ROWS_AT_ONCE}))`
  const statement = `DELETE FROM ${table} WHERE ${condition} AND ${some}`
  let deleted: number
  do {
    const { rowCount } = await tenant.query(statement, [tenant.organizationId, key])
    deleted = rowCount
  } while (deleted === ROWS_AT_ONCE)
}
