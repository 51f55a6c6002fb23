import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import { signedIn } from '#identity'
import type { ApiScope } from '#organizations/api_keys'
import type { Created } from '#organizations/middleware/limit_creation_middleware'
import type { Permission } from '#organizations/roles'
import type { Opening } from '#organizations/tenant_request'

/** The router exists after boot only, so its middleware is named at the first use. */
function named() {
  return router.named({
    tenant: () => import('#organizations/middleware/tenant_middleware'),
    allow: () => import('#organizations/middleware/allow_middleware'),
    apiKey: () => import('#organizations/middleware/api_key_middleware'),
    apiTenant: () => import('#organizations/middleware/api_tenant_middleware'),
    limitCreation: () => import('#organizations/middleware/limit_creation_middleware'),
    limitRate: () => import('#organizations/middleware/limit_rate_middleware'),
    requireScope: () => import('#organizations/middleware/require_scope_middleware'),
  })
}

/**
 * Routes below `/o/:organization`, for members, inside the organization's transaction. Routes that receive
 * files ask to open it later: who may is decided first, then the file arrives, and the controller opens it,
 * so that a slow line never holds a transaction open.
 */
export function tenantRoutes(callback: () => void, opening: Opening = { opens: 'now' }) {
  return router
    .group(callback)
    .prefix('/o/:organization')
    .use([signedIn(), named().tenant(opening)])
}

/** Middleware that every tenant route carries: which permission it takes. */
export function allow(permission: Permission) {
  return named().allow(permission)
}

/** Middleware that every route carries which creates something: of what there is an allowance for each day. */
export function limitCreation(created: Created) {
  return named().limitCreation(created)
}

type Middleware = Parameters<ReturnType<typeof router.group>['use']>[0]

interface ApiOpening extends Partial<Opening> {
  /** What runs once the key is known and its requests are counted, and no transaction is open yet. */
  before?: Extract<Middleware, unknown[]>
}

/**
 * Routes below `/api/v1`, for programs with an API key, inside the transaction of its organization. Each key has one allowance
 * for all of them, which is taken before the transaction: the count outlives a refusal.
 */
export function apiRoutes(callback: () => void, { opens = 'now', before = [] }: ApiOpening = {}) {
  const { apiKey, apiTenant, limitRate } = named()
  return router
    .group(callback)
    .prefix('/api/v1')
    .use([apiKey(), limitRate(), ...before, apiTenant({ opens })])
}

/** Middleware that every API route carries: which scope it takes. */
export function requireScope(scope: ApiScope) {
  return named().requireScope(scope)
}

/** Whether the signed-in member holds a permission, for deciding what to offer, never what to allow. */
export function can(ctx: HttpContext, permission: Permission): boolean {
  return ctx.membership?.may(permission) ?? false
}
