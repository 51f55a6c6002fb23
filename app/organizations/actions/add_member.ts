import { newId, type TenantTransaction } from '#foundation'
import type { Role } from '#organizations/roles'

/** What a place of an agency's person follows from. */
export interface Delegated {
  delegationId: string
  agencyId: string
  endsAt: Date | null
}

interface NewPlace {
  userId: string
  role: Role
  through?: Delegated
}

/**
 * Gives a person a place: the membership, and the entry in the directory that finds it again. Somebody who has a
 * place already, perhaps by a second click at the same moment, keeps it. Answers whether the place is new.
 */
export class AddMember {
  async execute(tenant: TenantTransaction, { userId, role, through }: NewPlace): Promise<boolean> {
    const { organizationId } = tenant
    const endsAt = through?.endsAt ?? null
    const { rowCount } = await tenant.query(
      `INSERT INTO memberships (organization_id, id, user_id, role, delegation_id, ends_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $6, $7, $5, $5) ON CONFLICT (organization_id, user_id) DO NOTHING`,
      [organizationId, newId(), userId, role, new Date(), through?.delegationId ?? null, endsAt]
    )
    await tenant.query(
      `INSERT INTO user_organizations (user_id, organization_id, agency_id, ends_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [userId, organizationId, through?.agencyId ?? null, endsAt]
    )
    return rowCount > 0
  }
}
