import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import type { StoredStream } from '../stored_stream.js'

/** What is read from a database, in the order it was chosen. */
export async function streamsOf(
  tenant: TenantTransaction,
  { id }: Pick<Connection, 'id'>
): Promise<StoredStream[]> {
  const { rows } = await tenant.query<StoredStream>(
    `SELECT stream, choice FROM database_streams WHERE organization_id = $1 AND connection_id = $2
     ORDER BY created_at, name`,
    [tenant.organizationId, id]
  )
  return rows
}
