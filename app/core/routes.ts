import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { signedIn } from '#identity'
import { allow, tenantRoutes } from '#organizations'

const HomeController = () => import('#core/controllers/home_controller')
const SampleVisitsController = () => import('#core/controllers/sample_visits_controller')
const StartPageController = () => import('#core/controllers/start_page_controller')

router.get('/', [StartPageController, 'show']).as('start_page')
router
  .post('/sample/visits', [SampleVisitsController, 'store'])
  .as('sample_visits.store')
  .use(signedIn())

tenantRoutes(() => {
  router.get('', [HomeController, 'show']).as('home').use(allow('organization.view'))
})

/** Every chart and part of the interface in every state, for who builds them. */
if (!app.inProduction) {
  router.on('/dev/gallery').renderInertia('core/gallery', {}).as('gallery')
}
