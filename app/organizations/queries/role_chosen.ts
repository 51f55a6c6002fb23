import { errors } from '@vinejs/vine'
import type { TenantTransaction } from '#foundation'
import CustomRole from '#organizations/models/custom_role'
import { permissionsOf, ROLE_NAMES, ROLES, type Permission, type Role } from '#organizations/roles'

export interface RoleChoice {
  role: Role
  customRoleId: string | null
  name: string
  permissions: ReadonlySet<Permission>
}

interface Named {
  role: Role
  customRoleId?: string | null
}

const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** The role that a form names: a built-in one by its name, or one of the organization's own by its id. */
export async function roleChosen(tenant: TenantTransaction, text: string): Promise<RoleChoice> {
  const builtIn = ROLES.find((role) => role === text)
  const choice = await (builtIn
    ? roleNamed(tenant, { role: builtIn })
    : ID.test(text) && roleNamed(tenant, { role: 'client', customRoleId: text }))
  if (!choice) {
    throw new errors.E_VALIDATION_ERROR([
      {
        field: 'role',
        rule: 'role',
        message: 'This role does not exist, or was deleted. Choose another one.',
      },
    ])
  }
  return choice
}

/** The role that an offer or a place has; nothing where its own role is gone. */
export async function roleNamed(
  tenant: TenantTransaction,
  { role, customRoleId }: Named
): Promise<RoleChoice | undefined> {
  if (!customRoleId) {
    return { role, customRoleId: null, name: ROLE_NAMES[role], permissions: permissionsOf(role) }
  }
  const own = (await CustomRole.of({ id: tenant.organizationId })
    .where('id', customRoleId)
    .first()) as CustomRole | null
  return own
    ? { role: own.base, customRoleId, name: own.name, permissions: new Set(own.permissions) }
    : undefined
}
