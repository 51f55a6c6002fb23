import type { TenantTransaction } from '#foundation'
import type { DelegatedRole } from '../delegated_role.js'

export interface AgencyAccess {
  id: string
  agency: string
  role: DelegatedRole
  reason: string
  grantedAt: Date
  grantedBy: string | null
  endsAt: Date | null
  endedAt: Date | null
  /** Of the agency's people, who has access now. */
  people: string[]
}

const MOST_ENDED = 20

/** Agencies that have access, then those that had it, latest first. */
export async function listAgencies(tenant: TenantTransaction): Promise<AgencyAccess[]> {
  const { rows } = await tenant.query<AgencyAccess>(
    `SELECT d.id, a.name AS agency, d.role, d.reason, d.granted_at AS "grantedAt", g.full_name AS "grantedBy",
       d.ends_at AS "endsAt", coalesce(d.ended_at, CASE WHEN d.ends_at <= now() THEN d.ends_at END) AS "endedAt",
       ARRAY(SELECT u.full_name FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.organization_id = $1 AND m.delegation_id = d.id AND (m.ends_at IS NULL OR m.ends_at > now())
         ORDER BY u.full_name, u.id) AS people
     FROM delegations d JOIN organizations a ON a.id = d.agency_id LEFT JOIN users g ON g.id = d.granted_by
     WHERE d.organization_id = $1
     ORDER BY d.ended_at DESC NULLS FIRST, a.name, d.id LIMIT $2`,
    [tenant.organizationId, MOST_ENDED]
  )
  return rows
}
