import router from '@adonisjs/core/services/router'

/** Middleware: signed-in people only. `tenantRoutes()` includes it. */
export function signedIn() {
  return router
    .named({ signedIn: () => import('#identity/middleware/signed_in_middleware') })
    .signedIn()
}
