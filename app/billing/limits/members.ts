import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { countStock, reserve } from '#billing/limits/stocks'

/** Members and open invitations: an invitation is a place that is promised. People of an agency count in the agency. */
countStock('members', async (tenant) => {
  const { rows } = await tenant.query<{ count: string }>(
    `SELECT (SELECT count(*) FROM memberships WHERE organization_id = $1 AND delegation_id IS NULL)
       + (SELECT count(*) FROM invitations WHERE organization_id = $1
          AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()) AS count`,
    [tenant.organizationId]
  )
  return Number(rows[0].count)
})

/** Refuses what has just been filled, where it was one too many. */
export function holdMembers(tenant: TenantTransaction, now: DateTime) {
  return reserve(tenant, 'members', { now, filled: 1 })
}
