/** The middleware every request passes, in order, and the named ones that routes ask for. */
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import '#core/request_ids'

server.errorHandler(() => import('#core/exceptions/handler'))

server.use([
  () => import('#core/middleware/container_bindings_middleware'),
  () => import('#core/middleware/request_log_middleware'),
  () => import('#core/middleware/security_headers_middleware'),
  () => import('#core/middleware/health_middleware'),
  () => import('#core/middleware/compression_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
  () => import('#core/middleware/inertia_middleware'),
  () => import('#core/middleware/known_host_middleware'),
])

router.use([
  () => import('#core/middleware/known_encoding_middleware'),
  () => import('#core/middleware/body_middleware'),
  () => import('#core/middleware/session_of_people_middleware'),
  () => import('#core/middleware/well_formed_input_middleware'),
  () => import('#core/middleware/outdated_page_middleware'),
  () => import('#core/middleware/shield_of_people_middleware'),
  () => import('@adonisjs/auth/initialize_auth_middleware'),
  () => import('#organizations/middleware/initialize_bouncer_middleware'),
])

export const middleware = router.named({})
