import type { HttpContext } from '@adonisjs/core/http'
import { ReceiveEvent } from '#billing/actions/receive_event'
import { verifyEvent } from '#billing/provider/verify_event'

/** Events of the payment provider. It is answered as soon as the event is noted; a job does the rest. */
export default class PaymentEventsController {
  async store({ request, response }: HttpContext) {
    const event = verifyEvent(request.raw() ?? '', request.header('stripe-signature'))
    await new ReceiveEvent().execute(event)
    return response.json({ received: true })
  }
}
