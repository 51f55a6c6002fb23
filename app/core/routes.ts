import router from '@adonisjs/core/services/router'
import { allow, tenantRoutes } from '#organizations'

const HealthController = () => import('#core/controllers/health_controller')
const HomeController = () => import('#core/controllers/home_controller')
const StartPageController = () => import('#core/controllers/start_page_controller')

router.get('/', [StartPageController, 'show']).as('start_page')
router.get('/health/live', [HealthController, 'live']).as('health.live')
router.get('/health/ready', [HealthController, 'ready']).as('health.ready')

tenantRoutes(() => {
  router.get('', [HomeController, 'show']).as('home').use(allow('organization.view'))
})
