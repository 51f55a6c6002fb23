import type Stripe from 'stripe'
import { emit } from './events.js'
import type { Form } from './form.js'
import { openSubscription, plannedItem } from './subscription_calls.js'
import { ApiFault, type CheckoutSession, type World } from './world.js'

/** Where the hosted pages of the emulator are. */
export type Hosted = { url: string }

export function createCheckout(world: World, form: Form, { url }: Hosted) {
  const details = form.part('subscription_data')
  const [discount] = form.parts('discounts')
  const trialEnd = details.number('trial_end') ?? null
  if (trialEnd !== null && trialEnd < world.now + 2 * 86_400) {
    throw new ApiFault(400, 'The trial_end has to be at least 2 days in the future.', {
      param: 'trial_end',
    })
  }
  const session: CheckoutSession = {
    id: world.newId('cs_test'),
    created: world.now,
    customer: world.customer(form.text('customer')!).id,
    status: 'open',
    items: form.parts('line_items').map((item) => plannedItem(world, item)),
    trialEnd,
    coupon: discount ? world.find(world.coupons, discount.text('coupon')!, 'coupon') : null,
    taxes: form.part('automatic_tax').flag('enabled') ?? false,
    successUrl: form.text('success_url')!,
    cancelUrl: form.text('cancel_url') ?? form.text('success_url')!,
    subscription: null,
    metadata: form.part('metadata').texts(),
  }
  world.sessions.set(session.id, session)
  return checkoutView(session, url)
}

export const retrieveCheckout = (world: World, _: Form, id: string) =>
  checkoutView(world.find(world.sessions, id, 'checkout session'), '')

export function checkoutView(
  session: CheckoutSession,
  url: string
): Omit<Stripe.Checkout.Session, 'lastResponse'> {
  const { id, created, customer, status, subscription, metadata, coupon } = session
  return {
    ...UNUSED,
    ...{ id, object: 'checkout.session', created, customer, status, subscription, metadata },
    ...{ mode: 'subscription', livemode: false, currency: session.items[0].price.currency },
    payment_status: status === 'complete' ? 'paid' : 'unpaid',
    payment_method_types: ['card'],
    payment_method_collection: 'always',
    billing_address_collection: 'required',
    ...{ success_url: session.successUrl, cancel_url: session.cancelUrl, ui_mode: 'hosted_page' },
    expires_at: created + 86_400,
    automatic_tax: { enabled: session.taxes, liability: null, provider: null, status: null },
    ...{ custom_fields: [], shipping_options: [] },
    custom_text: {
      ...{ after_submit: null, shipping_address: null, submit: null },
      terms_of_service_acceptance: null,
    },
    discounts: coupon ? [{ coupon: coupon.id, promotion_code: null }] : [],
    url: status === 'open' ? `${url}/checkout/${id}` : null,
  }
}

/** What a session can have and ours have not. */
const UNUSED = {
  ...{ adaptive_pricing: null, after_expiration: null, allow_promotion_codes: null },
  ...{ allowed_payment_method_types: null, amount_subtotal: null, amount_total: null },
  ...{ client_reference_id: null, client_secret: null, collected_information: null },
  ...{ consent: null, consent_collection: null, currency_conversion: null },
  ...{ customer_account: null, customer_creation: null, customer_details: null },
  ...{ customer_email: null, integration_identifier: null, invoice: null },
  ...{ invoice_creation: null, locale: null, managed_payments: null, origin_context: null },
  ...{ payment_intent: null, payment_link: null, payment_method_configuration_details: null },
  ...{ payment_method_options: null, permissions: null, recovered_from: null },
  ...{ saved_payment_method_options: null, setup_intent: null, submit_type: null },
  ...{ shipping_address_collection: null, shipping_cost: null, total_details: null },
  wallet_options: null,
}

/** What the button of the hosted page does. */
export function completeCheckout(world: World, id: string, card: 'good' | 'declined') {
  const session = world.find(world.sessions, id, 'checkout session')
  if (session.status !== 'open') {
    return session
  }
  const customer = world.customer(session.customer)
  if (card === 'declined') {
    throw new ApiFault(402, 'Your card was declined.', {
      type: 'card_error',
      code: 'card_declined',
    })
  }
  customer.card = card
  session.subscription = openSubscription(world, session).id
  session.status = 'complete'
  emit(world, 'checkout.session.completed', { object: checkoutView(session, '') })
  return session
}

export function createPortal(world: World, form: Form, { url }: Hosted) {
  const customer = world.customer(form.text('customer')!).id
  const [id, returnUrl] = [world.newId('bps'), form.text('return_url') ?? url]
  world.portals.set(id, { customer, returnUrl })
  return {
    ...{ id, object: 'billing_portal.session', configuration: 'bpc_emulated', created: world.now },
    ...{ customer, customer_account: null, flow: null, livemode: false, locale: null },
    ...{ on_behalf_of: null, return_url: returnUrl, url: `${url}/portal/${id}` },
  }
}
