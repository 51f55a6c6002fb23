import type { TenantTransaction } from '#foundation'
import Membership from '#organizations/models/membership'
import type { Role } from '#organizations/roles'

/** Gives a person a place: the membership, and the entry in the directory that finds it again. */
export class AddMember {
  async execute(tenant: TenantTransaction, { userId, role }: { userId: string; role: Role }) {
    const organization = { id: tenant.organizationId }
    const membership = await Membership.createIn(organization, { userId, role })
    await tenant.query(
      'INSERT INTO user_organizations (user_id, organization_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [userId, tenant.organizationId]
    )
    return membership
  }
}
