import type { TenantTransaction } from '#foundation'
import { requestSync, type RequestedSync } from './request_sync.js'

export interface Beginning {
  connectionId: string
  /** First day to read; the connector's own where the person does not care. */
  backfillFrom: string | null
  requestedBy: string | null
  correlationId?: string
  now: Date
}

/** Starts the first sync of a source that was just connected. */
export async function beginReading(
  tenant: TenantTransaction,
  { connectionId, backfillFrom, requestedBy, correlationId, now }: Beginning
): Promise<RequestedSync> {
  await tenant.query(
    `UPDATE connections SET backfill_from = coalesce($3, backfill_from), updated_at = $4
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, connectionId, backfillFrom, now]
  )
  const request = { connectionId, requestedBy, correlationId, now }
  return requestSync(tenant, { ...request, kind: 'manual' })
}
