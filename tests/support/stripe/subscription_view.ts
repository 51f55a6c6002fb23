import type Stripe from 'stripe'
import { discountView, listOf, planView, priceView } from './catalogue_views.js'
import type { Item, Schedule, Subscription, World } from './world.js'

type View<Kind> = Omit<Kind, 'lastResponse'>

function itemView(subscription: Subscription, item: Item): View<Stripe.SubscriptionItem> {
  return {
    id: item.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: item.created,
    current_period_end: subscription.periodEnd,
    current_period_start: subscription.periodStart,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planView(item.price) as Stripe.Plan,
    price: priceView(item.price) as Stripe.Price,
    ...(item.price.meter ? {} : { quantity: item.quantity }),
    subscription: subscription.id,
    tax_rates: [],
  }
}

export function subscriptionView(_: World, subscription: Subscription): View<Stripe.Subscription> {
  const { id, customer, discount, canceledAt, taxes } = subscription
  const items = subscription.items.map((item) => itemView(subscription, item))
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: {
      disabled_reason: null,
      enabled: taxes,
      liability: taxes ? { type: 'self' } : null,
    },
    billing_cycle_anchor: subscription.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: subscription.cancelAtPeriodEnd ? subscription.periodEnd : null,
    cancel_at_period_end: subscription.cancelAtPeriodEnd,
    canceled_at: canceledAt,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: subscription.created,
    currency: subscription.currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: discount
      ? [discountView(discount, { customer, subscription: id }) as Stripe.Discount]
      : [],
    ended_at: canceledAt,
    invoice_settings: {
      ...{ account_tax_ids: null, custom_fields: null, description: null, footer: null },
      issuer: { type: 'self' },
    },
    items: listOf(items, `/v1/subscription_items?subscription=${id}`) as never,
    latest_invoice: subscription.latestInvoice,
    livemode: false,
    managed_payments: null,
    metadata: subscription.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: subscription.isPaused ? { behavior: 'void', resumes_at: null } : null,
    payment_settings: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: subscription.schedule
      ? (scheduleView(subscription, subscription.schedule) as Stripe.SubscriptionSchedule)
      : null,
    start_date: subscription.created,
    status: subscription.status,
    test_clock: null,
    transfer_data: null,
    trial_end: subscription.trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: 'create_invoice',
      } as never,
    },
    trial_start: subscription.trialEnd ? subscription.created : null,
  }
}

export function scheduleView(subscription: Subscription, schedule: Schedule) {
  const { periodStart, periodEnd } = subscription
  const phases = [
    { start_date: periodStart, end_date: periodEnd, items: schedule.current },
    ...(schedule.next
      ? [{ start_date: periodEnd, end_date: periodEnd, items: schedule.next }]
      : []),
  ]
  return {
    id: schedule.id,
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: null, type: 'classic' },
    canceled_at: null,
    completed_at: null,
    created: schedule.created,
    current_phase: { start_date: periodStart, end_date: periodEnd },
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      ...{ application_fee_percent: null, billing_cycle_anchor: 'automatic' },
      ...{ billing_thresholds: null, collection_method: null, default_payment_method: null },
      invoice_settings: {
        ...{ account_tax_ids: null, custom_fields: null, days_until_due: null },
        ...{ description: null, footer: null, issuer: { type: 'self' } },
      },
      ...{ description: null, on_behalf_of: null, transfer_data: null },
    },
    end_behavior: 'release',
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases: phases.map(({ items, ...span }) => ({
      ...span,
      ...{ add_invoice_items: [], application_fee_percent: null, billing_cycle_anchor: null },
      ...{ billing_thresholds: null, collection_method: null, default_payment_method: null },
      ...{ default_tax_rates: [], description: null, discounts: [], invoice_settings: null },
      ...{ on_behalf_of: null, transfer_data: null, trial_end: null },
      currency: subscription.currency,
      metadata: {},
      proration_behavior: 'none',
      items: items.map(({ price, quantity }) => ({
        billing_thresholds: null,
        discounts: [],
        metadata: {},
        plan: price.id,
        price: priceView(price),
        ...(price.meter ? {} : { quantity }),
        tax_rates: [],
      })),
    })),
    released_at: null,
    released_subscription: null,
    status: 'active',
    subscription: subscription.id,
    test_clock: null,
  } as unknown as View<Stripe.SubscriptionSchedule>
}
