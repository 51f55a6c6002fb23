import type Stripe from 'stripe'
import { stripe } from '#billing/provider/client'
import { readInvoice, type AccountInvoice } from '#billing/provider/read_invoice'

export interface AccountItem {
  ref: string
  /** Lookup key of the price; null for a price that was made by hand. */
  key: string | null
  quantity: number
}

export interface AccountSubscription {
  ref: string
  status: 'trialing' | 'active' | 'past_due' | 'paused'
  currency: string
  items: AccountItem[]
  nextItems: AccountItem[] | null
  scheduleRef: string | null
  anchor: Date
  periodStart: Date
  periodEnd: Date
  trialEndsAt: Date | null
  cancelsAtPeriodEnd: boolean
  coupon: { code: string; percentOff: number; periods: number | null; endsAt: string | null } | null
}

/** What the provider holds for one customer, at the moment it was asked. */
export interface ProviderAccount {
  isDeleted: boolean
  creditCents: number
  subscription: AccountSubscription | null
  /** Further subscriptions that run, which there should not be. */
  others: number
  invoices: AccountInvoice[]
}

/** Invoices that are looked at again; older ones do not change any more. */
const INVOICES = 30

const at = (seconds: number) => new Date(seconds * 1_000)

export async function readAccount(customerRef: string): Promise<ProviderAccount> {
  const customer = await stripe().customers.retrieve(customerRef)
  if (customer.deleted) {
    return { isDeleted: true, creditCents: 0, subscription: null, others: 0, invoices: [] }
  }
  const { data: subscriptions } = await stripe().subscriptions.list({
    customer: customerRef,
    status: 'all',
    limit: 20,
    expand: ['data.discounts.source.coupon', 'data.schedule.phases.items.price'],
  })
  const { data: invoices } = await stripe().invoices.list({
    customer: customerRef,
    limit: INVOICES,
  })
  const [running, ...others] = subscriptions.filter(({ status }) => !ENDED.includes(status))
  return {
    isDeleted: false,
    creditCents: -customer.balance,
    subscription: running ? readSubscription(running) : null,
    others: others.length,
    invoices: await Promise.all(
      invoices.map((invoice) => readInvoice(invoice, keysOf(subscriptions)))
    ),
  }
}

/** Lines name prices by their ids; what those mean is known from the items. */
function keysOf(subscriptions: Stripe.Subscription[]): Map<string, string | null> {
  const items = subscriptions.flatMap(({ items: { data } }) => data)
  return new Map(items.map(({ price }) => [price.id, price.lookup_key]))
}

const ENDED: string[] = ['canceled', 'incomplete_expired', 'incomplete']

function readSubscription(subscription: Stripe.Subscription): AccountSubscription {
  const { id, currency, items, discounts, schedule, trial_end: trialEnd } = subscription
  const [first] = items.data
  const upcoming = (schedule as Stripe.SubscriptionSchedule | null)?.phases.find(
    ({ start_date: start }) => start >= first.current_period_end
  )
  return {
    ref: id,
    status: statusOf(subscription),
    currency: currency.toUpperCase(),
    items: items.data.map(({ id: ref, price, quantity }) => ({
      ref,
      key: price.lookup_key,
      quantity: quantity ?? 0,
    })),
    nextItems: upcoming ? upcoming.items.map(readPhaseItem) : null,
    scheduleRef: (schedule as Stripe.SubscriptionSchedule | null)?.id ?? null,
    anchor: at(subscription.billing_cycle_anchor),
    periodStart: at(first.current_period_start),
    periodEnd: at(first.current_period_end),
    trialEndsAt: trialEnd ? at(trialEnd) : null,
    cancelsAtPeriodEnd: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    coupon: readCoupon(discounts.at(0) as Stripe.Discount | undefined),
  }
}

function statusOf({ status, pause_collection: pause }: Stripe.Subscription) {
  if (pause || status === 'paused') {
    return 'paused'
  }
  return (['trialing', 'active'] as const).find((known) => known === status) ?? 'past_due'
}

const readPhaseItem = ({ price, quantity }: Stripe.SubscriptionSchedule.Phase.Item) => ({
  ref: '',
  key: (price as Stripe.Price).lookup_key,
  quantity: quantity ?? 0,
})

function readCoupon(discount: Stripe.Discount | undefined) {
  const coupon = discount?.source.coupon as Stripe.Coupon | null | undefined
  if (!discount || !coupon?.percent_off) {
    return null
  }
  return {
    code: coupon.id,
    percentOff: coupon.percent_off,
    periods: coupon.duration_in_months,
    endsAt: discount.end ? at(discount.end).toISOString() : null,
  }
}
