import { hmacOf, type VendorSandbox } from '#kit'
import { booksOf } from './books.js'
import { secretOf } from './webhook_endpoints.js'

type Deliveries = NonNullable<VendorSandbox['deliveries']>

/** Kinds of events that the sample business has. */
export const EVENTS = [
  'charge.succeeded',
  'charge.failed',
  'charge.refunded',
  'refund.created',
  'charge.dispute.created',
  'charge.dispute.closed',
  'customer.created',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'invoice.paid',
]

/** https://docs.stripe.com/webhooks#verify-manually : signed over the time and the body, in hexadecimal. */
export const deliveries: Deliveries = (request, { now, business }) => {
  const { event, url, since = 0, limit = 100, secret = secretOf(url), instead } = request
  const seconds = Math.floor(now.getTime() / 1_000)
  return booksOf(business)
    .lists.events.entries.filter(({ filters }) => filters?.type === event)
    .filter(({ created }) => created > since && created <= seconds)
    .sort((one, other) => one.created - other.created)
    .slice(0, limit)
    .map((entry) => {
      const body = JSON.stringify(instead ?? entry.render(seconds))
      const v1 = hmacOf('sha256', secret, `${seconds}.${body}`)
      const signature = `t=${seconds},v1=${v1}`
      return {
        id: entry.id,
        body,
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      }
    })
}
