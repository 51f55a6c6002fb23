import router from '@adonisjs/core/services/router'
import { allPermissions, permissionsOf, ROLES } from '#organizations/roles'

interface NamedMiddleware {
  name?: string
  args?: unknown
}

export interface PermissionRow {
  name: string
  /** Built-in roles that hold it. */
  roles: string[]
  /** What it opens, as the router says: method and address below the organization. */
  opens: string[]
}

const PREFIX = '/o/:organization'

/** Every permission, who holds it and what it opens. Read from the roles and the router, so it cannot be out of date. */
export function listPermissions(): PermissionRow[] {
  const opened = routesByPermission()
  return allPermissions()
    .toSorted()
    .map((name) => ({
      name,
      roles: ROLES.filter((role) => permissionsOf(role).has(name)),
      opens: opened.get(name) ?? [],
    }))
}

function routesByPermission(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { methods, pattern, middleware } of Object.values(router.toJSON()).flat()) {
    const [name] = ([...middleware.all()] as NamedMiddleware[])
      .filter((each) => each.name === 'allow')
      .map(({ args }) => [args].flat()[0] as string)
    const shown = methods.filter((method) => method !== 'HEAD')
    const address = pattern.replace(PREFIX, '') || '/'
    const opens = name ? shown.map((method) => `${method} ${address}`) : []
    found.set(name, [...(found.get(name) ?? []), ...opens])
  }
  return found
}
