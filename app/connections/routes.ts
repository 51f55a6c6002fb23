import router from '@adonisjs/core/services/router'
import { signedIn } from '#identity'

const ConsentAnswersController = () => import('#connections/controllers/consent_answers_controller')

// One address for every organization: it is registered with the vendor, which compares it letter by letter.
router
  .get('/oauth/callback', [ConsentAnswersController, 'show'])
  .as('consent_answers.show')
  .use(signedIn())
