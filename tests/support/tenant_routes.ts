import router from '@adonisjs/core/services/router'
import { newId } from '#foundation'
import type { Permission } from '#organizations'

export interface TenantRoute {
  method: string
  pattern: string
  permissions: Permission[]
}

interface NamedMiddleware {
  name?: string
  args?: unknown
}

const PREFIX = '/o/:organization'

/** Every route below an organization, with the permission its `allow()` names, from the router. */
export function tenantRoutesOfRouter(): TenantRoute[] {
  const routes = Object.values(router.toJSON()).flat()
  return routes
    .filter(({ pattern }) => pattern === PREFIX || pattern.startsWith(`${PREFIX}/`))
    .flatMap(({ methods, pattern, middleware }) => {
      const named = [...middleware.all()] as NamedMiddleware[]
      const permissions = named
        .filter(({ name }) => name === 'allow')
        .map(({ args }) => argOf(args))
      return methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, pattern, permissions }))
    })
}

function argOf(args: unknown): Permission {
  return (Array.isArray(args) ? args[0] : args) as Permission
}

/** The address of a route in one organization. Other parameters name something that does not exist. */
export function addressOf({ pattern }: TenantRoute, slug: string): string {
  return pattern.replace(':organization', slug).replaceAll(/:[a-z_A-Z]+\??|\*/g, () => newId())
}
