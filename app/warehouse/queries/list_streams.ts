import type { TenantTransaction } from '#foundation'
import type { StreamSummary } from '../types.js'

/** Which streams does the organization have, and what does each place of their rows mean? */
export async function listStreams(tenant: TenantTransaction): Promise<StreamSummary[]> {
  const { rows } = await tenant.query<StreamSummary>(
    `SELECT id::text AS id, connection_id AS "connectionId", name, mode, channel, slots, dimensions
     FROM source_streams WHERE organization_id = $1 ORDER BY connection_id, name`,
    [tenant.organizationId]
  )
  return rows
}
