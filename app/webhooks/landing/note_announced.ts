import type { TenantTransaction } from '#foundation'
import type { Landing } from './land_records.js'

type Announcing = Omit<Landing, 'now'>

/** Keeps what a delivery announces, for the stream that reads it; false where its route asks for that and it says nothing. */
export async function noteAnnounced(
  tenant: TenantTransaction,
  { source, route, delivery, arrived }: Announcing
): Promise<boolean> {
  if (!route.announced) {
    return true
  }
  const found = route.announced(arrived, source.settings)
  if (!found) {
    return false
  }
  await tenant.query(
    `INSERT INTO webhook_announcements (organization_id, connection_id, stream, id, fields, announced_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (organization_id, connection_id, stream, id)
       DO UPDATE SET fields = EXCLUDED.fields, announced_at = EXCLUDED.announced_at
       WHERE webhook_announcements.announced_at <= EXCLUDED.announced_at`,
    [
      ...[tenant.organizationId, source.id, route.stream, found.id],
      ...[JSON.stringify(found.fields), delivery.receivedAt],
    ]
  )
  return true
}
