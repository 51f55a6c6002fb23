import router from '@adonisjs/core/services/router'

/** Middleware: signed-in people only. `tenantRoutes()` includes it. */
export function signedIn() {
  return router
    .named({ signedIn: () => import('#identity/middleware/signed_in_middleware') })
    .signedIn()
}

/** Middleware: people who signed in, or confirmed who they are, within the last minutes. For ownership, roles and keys. */
export function recentlyConfirmed() {
  return router
    .named({ recentlyConfirmed: () => import('#identity/middleware/confirmed_middleware') })
    .recentlyConfirmed()
}

/**
 * Routes below `/operations`, for operators of the installation: people named by `node ace operators`. What they read across
 * organizations goes through `asPlatform`, which leaves a trace.
 */
export function operatorRoutes(callback: () => void) {
  const { operatorsOnly } = router.named({
    operatorsOnly: () => import('#identity/operators'),
  })
  return router.group(callback).prefix('/operations').use([signedIn(), operatorsOnly()])
}
