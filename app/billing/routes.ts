import router from '@adonisjs/core/services/router'
import { EVENTS_PATH } from '#billing/provider/verify_event'

const PaymentEventsController = () => import('#billing/controllers/payment_events_controller')

router.post(EVENTS_PATH, [PaymentEventsController, 'store']).as('payment_events.store')
