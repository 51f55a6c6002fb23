import type { Permission } from '#organizations/roles'

/** What a person holds who may do the same on the pages. */
const BY_SCOPE: Record<string, Permission> = {
  'metrics:read': 'explore.query',
  'imports:write': 'imports.create',
  'syncs:read': 'sources.view',
  'sources:write': 'sources.manage',
  'alerts:read': 'alerts.view',
  'alerts:write': 'alerts.edit',
  'kpis:read': 'kpis.view',
  'kpis:write': 'kpis.edit',
  'reports:read': 'reports.view',
  'reports:write': 'reports.edit',
}

/** Scopes that nobody placed are for those who manage the organization. */
const OTHERWISE: Permission = 'organization.manage'

/** What the maker of a key holds for as long as it works: no key does what they could not do themselves. */
export function permissionsBehind(scopes: readonly string[]): Permission[] {
  return ['api_keys.manage', ...new Set(scopes.map((scope) => BY_SCOPE[scope] ?? OTHERWISE))]
}
