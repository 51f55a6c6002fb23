import {
  opaqueId,
  type SampleCustomer,
  type SampleOrder,
  type SampleSubscription,
  type UnixSeconds,
} from '#kit'
import { customerId, idsOf, subscriptionId, type Entry } from './ledger.js'

const MONTH_SECONDS = 30 * 86_400

const NO_INVOICE_SETTINGS = {
  custom_fields: null,
  default_payment_method: null,
  footer: null,
  rendering_options: null,
}

/** https://docs.stripe.com/api/customers/object */
export function customerEntry(customer: SampleCustomer): Entry {
  const id = customerId(customer.key)
  return {
    id,
    created: customer.createdAt,
    filters: { email: customer.email },
    render: () => ({
      id,
      object: 'customer',
      address: addressIn(customer.country),
      balance: 0,
      created: customer.createdAt,
      currency: customer.currency.toLowerCase(),
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: null,
      discount: null,
      email: customer.email,
      invoice_prefix: opaqueId(id, 8).toUpperCase(),
      invoice_settings: NO_INVOICE_SETTINGS,
      livemode: false,
      metadata: {},
      name: customer.name,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: null,
    }),
  }
}

const addressIn = (country: string) => ({
  city: null,
  country,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
})

/** https://docs.stripe.com/api/subscriptions/object; periods are on the items since 2025-03-31. */
export function subscriptionEntry(subscription: SampleSubscription): Entry {
  const id = subscriptionId(subscription.key)
  return {
    id,
    created: subscription.startedAt,
    filters: { customer: customerId(subscription.customerKey) },
    render: (now) => renderSubscription(subscription, id, now),
  }
}

export const isEnded = ({ endedAt }: SampleSubscription, now: UnixSeconds) =>
  endedAt !== undefined && endedAt <= now

function renderSubscription(subscription: SampleSubscription, id: string, now: UnixSeconds) {
  const ended = isEnded(subscription, now) ? subscription.endedAt! : null
  return {
    id,
    object: 'subscription',
    application: null,
    billing_cycle_anchor: subscription.startedAt,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: ended,
    collection_method: 'charge_automatically',
    created: subscription.startedAt,
    currency: subscription.currency.toLowerCase(),
    customer: customerId(subscription.customerKey),
    description: 'Harbor Coffee Club',
    discounts: [],
    ended_at: ended,
    items: {
      object: 'list',
      data: [renderSubscriptionItem(subscription, id, now)],
      has_more: false,
      total_count: 1,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: idsOf(lastOrder(subscription, now)).invoice,
    livemode: false,
    metadata: {},
    start_date: subscription.startedAt,
    status: ended ? 'canceled' : 'active',
    trial_end: null,
    trial_start: null,
  }
}

function lastOrder({ orderKeys, startedAt }: SampleSubscription, now: UnixSeconds): string {
  const months = Math.floor((now - startedAt) / MONTH_SECONDS)
  return orderKeys[Math.min(Math.max(months, 0), orderKeys.length - 1)]
}

function renderSubscriptionItem(subscription: SampleSubscription, id: string, now: UnixSeconds) {
  const currency = subscription.currency.toLowerCase()
  const months = Math.max(0, Math.floor((now - subscription.startedAt) / MONTH_SECONDS))
  const start = subscription.startedAt + months * MONTH_SECONDS
  return {
    id: `si_${opaqueId(id, 14)}`,
    object: 'subscription_item',
    created: subscription.startedAt,
    current_period_end: start + MONTH_SECONDS,
    current_period_start: start,
    metadata: {},
    price: {
      id: `price_1ClubMonthly${subscription.currency}`,
      object: 'price',
      active: true,
      billing_scheme: 'per_unit',
      currency,
      livemode: false,
      metadata: {},
      nickname: 'Coffee club, monthly',
      product: 'prod_HarborCoffeeClub',
      recurring: { interval: 'month', interval_count: 1, meter: null, usage_type: 'licensed' },
      type: 'recurring',
      unit_amount: subscription.amountMinor,
      unit_amount_decimal: String(subscription.amountMinor),
    },
    quantity: 1,
    subscription: id,
  }
}

/** https://docs.stripe.com/api/invoices/object; the subscription is named under `parent` since 2025-03-31. */
export function invoiceEntries(order: SampleOrder): Entry[] {
  if (!order.subscriptionKey) {
    return []
  }
  const id = idsOf(order.key).invoice
  const subscription = subscriptionId(order.subscriptionKey)
  const customer = customerId(order.customerKey)
  return [
    {
      id,
      created: order.at,
      filters: { customer, subscription, status: 'paid' },
      render: () => renderInvoice(order, id, subscription),
    },
  ]
}

function renderInvoice(order: SampleOrder, id: string, subscription: string) {
  const amount = order.amountMinor
  return {
    id,
    object: 'invoice',
    amount_due: amount,
    amount_paid: amount,
    amount_remaining: 0,
    attempted: true,
    billing_reason:
      order.description === 'Subscription creation' ? 'subscription_create' : 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: order.at,
    currency: order.currency.toLowerCase(),
    customer: customerId(order.customerKey),
    livemode: false,
    metadata: {},
    number: opaqueId(id, 12).toUpperCase(),
    parent: {
      quote_details: null,
      subscription_details: { metadata: {}, subscription },
      type: 'subscription_details',
    },
    status: 'paid',
    status_transitions: {
      finalized_at: order.at,
      marked_uncollectible_at: null,
      paid_at: order.at,
      voided_at: null,
    },
    subtotal: amount,
    total: amount,
  }
}
