import type Stripe from 'stripe'
import { invoiceView } from './invoice_view.js'
import { subscriptionView } from './subscription_view.js'
import type { Invoice, Subscription, World } from './world.js'

type About = { invoice: Invoice } | { subscription: Subscription } | { object: object }

/** Notes an event with the object as it is now; who delivers it decides when, how often and in which order. */
export function emit(world: World, type: string, about: About) {
  const event = {
    id: world.newId('evt'),
    object: 'event',
    api_version: '2026-10-28.endive',
    created: world.now,
    data: { object: objectOf(world, about) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
  world.events.push(event as unknown as Stripe.Event)
}

function objectOf(world: World, about: About): object {
  if ('invoice' in about) {
    return invoiceView(world, about.invoice)
  }
  return 'subscription' in about ? subscriptionView(world, about.subscription) : about.object
}
