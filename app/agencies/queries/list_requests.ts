import type { TenantTransaction } from '#foundation'
import type { DelegatedRole } from '../delegated_role.js'

export interface OpenRequest {
  id: string
  email: string
  role: DelegatedRole
  lastsHours: number | null
  expiresAt: Date
  isExpired: boolean
}

/** Requests for access that nobody has answered yet, newest first. */
export async function listRequests(tenant: TenantTransaction): Promise<OpenRequest[]> {
  const { rows } = await tenant.query<OpenRequest>(
    `SELECT id, email, role, lasts_hours AS "lastsHours", expires_at AS "expiresAt", expires_at <= now() AS "isExpired"
     FROM delegation_requests WHERE organization_id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL
     ORDER BY created_at DESC, id DESC LIMIT 50`,
    [tenant.organizationId]
  )
  return rows
}
