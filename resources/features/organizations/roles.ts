export type Role = 'owner' | 'admin' | 'manager' | 'analyst' | 'viewer' | 'client' | 'billing_admin'

export const ROLE_WORDS: Record<Role, { name: string; can: string }> = {
  owner: { name: 'Owner', can: 'Full access, including transfer of ownership' },
  admin: { name: 'Admin', can: 'Full access except transfer of ownership' },
  manager: { name: 'Manager', can: 'Connects sources and plugins, builds dashboards' },
  analyst: { name: 'Analyst', can: 'Builds dashboards, uploads files' },
  viewer: { name: 'Viewer', can: 'Reads dashboards and sources, explores numbers' },
  client: { name: 'Client', can: 'Reads dashboards only' },
  billing_admin: { name: 'Billing admin', can: 'Plan, payment and invoices only' },
}

/** A role that the organization put together itself. */
export type CustomRole = {
  id: string
  name: string
  base: Role
  permissions: string[]
  members: number
}

/** A built-in role, or the id of one of the organization's own. */
export type RoleKey = string

/** How a role is called, and what it can do, whoever made it. */
export function roleWords(key: RoleKey, own: CustomRole[]): { name: string; can: string } {
  const found = own.find(({ id }) => id === key)
  if (!found) {
    return ROLE_WORDS[key as Role] ?? { name: 'Deleted role', can: 'Nothing' }
  }
  const count = found.permissions.length
  return { name: found.name, can: `${count} ${count === 1 ? 'permission' : 'permissions'}` }
}

/** The name of a permission as a person reads it: `api_keys.manage` is "Api keys: manage". */
export function permissionWords(name: string): { group: string; deed: string } {
  const [group, deed] = name.split('.').map((part) => part.replaceAll('_', ' '))
  return { group: group[0].toUpperCase() + group.slice(1), deed }
}
