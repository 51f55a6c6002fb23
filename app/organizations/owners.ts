import { Refusal, type TenantTransaction } from '#foundation'
import type Membership from '#organizations/models/membership'

/**
 * Refuses when this member is the only owner. The owners' rows are locked, so that of two owners who
 * step down at the same moment one stays.
 */
export async function assertAnotherOwner(tenant: TenantTransaction, member: Membership) {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM memberships WHERE organization_id = $1 AND role = 'owner' ORDER BY id FOR UPDATE`,
    [tenant.organizationId]
  )
  const others = rows.filter(({ id }) => id !== member.id)
  if (rows.length > others.length && others.length === 0) {
    throw new Refusal({
      code: 'E_LAST_OWNER',
      status: 409,
      message:
        'This is the only owner, and an organization without one could never be managed again, so nothing was changed. Make somebody else an owner first.',
    })
  }
}
