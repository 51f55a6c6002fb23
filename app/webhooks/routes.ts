import router from '@adonisjs/core/services/router'
import { HOOKS_PATH } from './address.js'

const HooksController = () => import('#webhooks/controllers/hooks_controller')

router.get(`${HOOKS_PATH}:token`, [HooksController, 'show']).as('hooks.show')
router.post(`${HOOKS_PATH}:token`, [HooksController, 'store']).as('hooks.store')
