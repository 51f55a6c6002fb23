import { withTenant } from '#foundation'
import type Connection from '../models/connection.js'
import type { VendorFailure } from '#reading'

/** Writes down that a person has to act, with the reason. A paused or removed source stays what it is. */
export async function markNeedsReconnect(
  { organizationId, id }: Connection,
  { kind, message }: VendorFailure
) {
  await withTenant(organizationId, (tenant) =>
    tenant.query(
      `UPDATE connections SET state = 'needs_reconnect', state_kind = $3, state_reason = $4, updated_at = $5
        WHERE organization_id = $1 AND id = $2 AND state = 'connected'`,
      [organizationId, id, kind, message, new Date()]
    )
  )
}
