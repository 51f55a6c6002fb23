import { ProgrammingError } from '#foundation'
import type { PermissionNames } from '#shared/define_context'
import { LADDER, ROLES, type Grant, type Grants, type Role } from '#shared/roles'

export { ROLES, type Role }

/** What a member of an organization may do. Every tenant route names exactly one. */
export type Permission = keyof PermissionNames

const GRANTS = new Map(ROLES.map((role) => [role, new Set<Permission>()]))

/** Adds what a context declares, at boot. A permission belongs to one context. */
export function registerPermissions(grants: Grants) {
  for (const [name, grant] of Object.entries(grants)) {
    if (permissionsOf('owner').has(name as Permission)) {
      throw new ProgrammingError(`Two contexts declare the permission '${name}'.`)
    }
    for (const role of holders(grant)) {
      GRANTS.get(role)!.add(name as Permission)
    }
  }
}

function holders(grant: Grant): Role[] {
  const { from, also } = typeof grant === 'string' ? { from: grant, also: [] } : grant
  return [...LADDER.slice(0, LADDER.indexOf(from) + 1), ...also]
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return GRANTS.get(role)!
}

/** Every permission there is: an owner holds them all. */
export const allPermissions = () => [...permissionsOf('owner')]

/**
 * Whether a member with `own` may hand out or take away `other`: only what is a part of the own role.
 * An admin therefore never makes or unmakes an owner, and a manager never makes a billing admin.
 */
export function mayGrant(own: Holder, other: Holder): boolean {
  const held = setOf(own)
  return [...setOf(other)].every((permission) => held.has(permission))
}

/** A built-in role, or what a place or a role of the organization's own holds. */
type Holder = Role | ReadonlySet<Permission>

const setOf = (holder: Holder) => (typeof holder === 'string' ? permissionsOf(holder) : holder)

/** How roles are called in sentences and mails. */
export const ROLE_NAMES: Record<Role, string> = {
  owner: 'Owner',
  admin: 'Admin',
  manager: 'Manager',
  analyst: 'Analyst',
  viewer: 'Viewer',
  client: 'Client',
  billing_admin: 'Billing admin',
}
