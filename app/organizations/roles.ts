/** What a member of an organization may do. Every tenant route names exactly one. */
export const PERMISSIONS = [
  'organization.view',
  'organization.manage',
  'organization.transfer',
  'team.view',
  'team.manage',
  'dashboards.view',
  'dashboards.edit',
  'explore.query',
  'sources.view',
  'sources.manage',
  'imports.create',
  'plugins.view',
  'plugins.manage',
  'api_keys.manage',
  'audit.view',
  'billing.view',
  'billing.manage',
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** Roles as sets of permissions, strongest first. */
export const ROLES = [
  'owner',
  'admin',
  'manager',
  'analyst',
  'viewer',
  'client',
  'billing_admin',
] as const

export type Role = (typeof ROLES)[number]

const CLIENT: Permission[] = ['organization.view', 'dashboards.view']
const VIEWER: Permission[] = [...CLIENT, 'team.view', 'explore.query', 'sources.view']
const ANALYST: Permission[] = [...VIEWER, 'dashboards.edit', 'imports.create', 'plugins.view']
const MANAGER: Permission[] = [...ANALYST, 'sources.manage', 'plugins.manage']
const BILLING_ADMIN: Permission[] = ['organization.view', 'billing.view', 'billing.manage']

const GRANTS: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS.filter((permission) => permission !== 'organization.transfer')),
  manager: new Set(MANAGER),
  analyst: new Set(ANALYST),
  viewer: new Set(VIEWER),
  client: new Set(CLIENT),
  billing_admin: new Set(BILLING_ADMIN),
}

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return GRANTS[role]
}

/**
 * Whether a member with `own` may hand out or take away `other`: only what is a part of the own role.
 * An admin therefore never makes or unmakes an owner, and a manager never makes a billing admin.
 */
export function mayGrant(own: Role, other: Role): boolean {
  const held = permissionsOf(own)
  return [...permissionsOf(other)].every((permission) => held.has(permission))
}

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
