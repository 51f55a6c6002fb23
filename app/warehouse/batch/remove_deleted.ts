import type { TenantTransaction } from '#foundation'
import type { EntityReference } from '#shared/records'
import type { StreamHandle, Writing } from '../types.js'
import { entityId } from './identities.js'
import { keepRemoved } from './removed_rows.js'

interface Deleted {
  stream: StreamHandle
  removed: EntityReference[]
}

/** Takes the rows of things away that the vendor says it deleted; answers their days. */
export async function removeDeleted(
  tenant: TenantTransaction,
  { stream, removed }: Deleted,
  { runId, now }: Writing
): Promise<string[]> {
  if (removed.length === 0) {
    return []
  }
  const ids = removed.map((reference) => entityId(stream.connectionId, reference))
  return removeEntities(tenant, { stream, ids }, { runId, now })
}

/** Takes the rows of some entities of an event stream away; answers their days. They stay in the revisions. */
export async function removeEntities(
  tenant: TenantTransaction,
  { stream, ids }: { stream: StreamHandle; ids: string[] },
  { runId, now }: Pick<Writing, 'runId' | 'now'>
): Promise<string[]> {
  const { rows } = await tenant.query<{ day: string }>(
    `WITH places AS (
      DELETE FROM fact_places
      WHERE organization_id = $1::uuid AND stream_id = $2::bigint AND entity_id = ANY($5::bigint[])
      RETURNING entity_id, day, breakdown_id
    ), gone AS (
      DELETE FROM facts f USING places p
      WHERE f.organization_id = $1::uuid AND f.stream_id = $2::bigint AND f.day = p.day
        AND f.entity_id = p.entity_id AND f.breakdown_id = p.breakdown_id
      RETURNING f.*
    )${keepRemoved(stream.slots.length)}`,
    [tenant.organizationId, stream.id, runId, now.toJSDate(), ids]
  )
  return rows.map(({ day }) => day)
}
