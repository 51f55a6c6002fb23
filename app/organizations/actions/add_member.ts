import { newId, type TenantTransaction } from '#foundation'
import type { Role } from '#organizations/roles'

/**
 * Gives a person a place: the membership, and the entry in the directory that finds it again. Somebody who has a
 * place already, perhaps by a second click at the same moment, keeps it. Answers whether the place is new.
 */
export class AddMember {
  async execute(
    tenant: TenantTransaction,
    { userId, role }: { userId: string; role: Role }
  ): Promise<boolean> {
    const { organizationId } = tenant
    const { rowCount } = await tenant.query(
      `INSERT INTO memberships (organization_id, id, user_id, role, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (organization_id, user_id) DO NOTHING`,
      [organizationId, newId(), userId, role, new Date()]
    )
    await tenant.query(
      'INSERT INTO user_organizations (user_id, organization_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [userId, organizationId]
    )
    return rowCount > 0
  }
}
