import router from '@adonisjs/core/services/router'

const HealthController = () => import('#core/controllers/health_controller')
const StartPageController = () => import('#core/controllers/start_page_controller')

router.get('/', [StartPageController, 'show']).as('start_page')
router.get('/health/live', [HealthController, 'live']).as('health.live')
router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
