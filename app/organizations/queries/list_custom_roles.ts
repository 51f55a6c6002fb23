import type { TenantTransaction } from '#foundation'
import type Membership from '#organizations/models/membership'
import { mayGrant, ROLES, type Permission, type Role } from '#organizations/roles'

export interface CountedRole {
  id: string
  name: string
  base: Role
  permissions: Permission[]
  members: number
}

/** The organization's own roles by name, and how many members have each. */
export async function listCustomRoles(tenant: TenantTransaction): Promise<CountedRole[]> {
  const { rows } = await tenant.query<CountedRole>(
    `SELECT r.id, r.name, r.base, r.permissions, count(m.id)::int AS members
     FROM custom_roles r
       LEFT JOIN memberships m ON m.organization_id = $1 AND m.custom_role_id = r.id
     WHERE r.organization_id = $1
     GROUP BY r.organization_id, r.id ORDER BY lower(r.name), r.id`,
    [tenant.organizationId]
  )
  return rows
}

/** What a member may hand out: built-in roles by name, own ones by id. */
export function grantableTo({ permissions }: Membership, own: CountedRole[]): string[] {
  return [
    ...ROLES.filter((role) => mayGrant(permissions, role)),
    ...own.filter((role) => mayGrant(permissions, new Set(role.permissions))).map(({ id }) => id),
  ]
}
