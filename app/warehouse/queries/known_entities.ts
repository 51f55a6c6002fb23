import type { TenantTransaction } from '#foundation'
import type { EntityReference } from '#shared/records'
import { entityIdsOf } from '../batch/identities.js'
import type { StreamHandle } from '../types.js'

/** Which of these entities have a row in this stream, whose mode is `event`? */
export async function knownEntities(
  tenant: TenantTransaction,
  stream: StreamHandle,
  entities: EntityReference[]
): Promise<EntityReference[]> {
  const idOf = entityIdsOf(stream.connectionId)
  const ids = entities.map((entity) => String(idOf(entity)))
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT entity_id::text AS id FROM fact_places
     WHERE organization_id = $1 AND stream_id = $2 AND entity_id = ANY($3::bigint[])`,
    [tenant.organizationId, stream.id, ids]
  )
  const known = new Set(rows.map(({ id }) => id))
  return entities.filter((_, place) => known.has(ids[place]))
}
