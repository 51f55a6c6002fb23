import { bill, cancel, changeItems } from './billing.js'
import { emit } from './events.js'
import type { Form } from './form.js'
import { aheadLines } from './invoicing.js'
import { monthsLater, periodEnd } from './arithmetic.js'
import { listOf } from './catalogue_views.js'
import { scheduleView, subscriptionView } from './subscription_view.js'
import {
  ApiFault,
  type Coupon,
  type Item,
  type PlannedItem,
  type Subscription,
  type World,
} from './world.js'

interface NewSubscription {
  customer: string
  items: PlannedItem[]
  trialEnd: number | null
  coupon: Coupon | null
  taxes: boolean
  metadata: Record<string, string>
}

export function openSubscription(world: World, wanted: NewSubscription): Subscription {
  const { customer, items, trialEnd, coupon, taxes, metadata } = wanted
  const [{ price }] = items
  assertOneCurrency(world, customer, price.currency)
  const anchor = trialEnd ?? world.now
  const subscription: Subscription = {
    id: world.newId('sub'),
    ...{
      created: world.now,
      customer,
      currency: price.currency,
      taxes,
      metadata,
      anchor,
      trialEnd,
    },
    status: trialEnd ? 'trialing' : 'active',
    items: items.map((item) => ({ id: world.newId('si'), created: world.now, ...item })),
    periodStart: world.now,
    periodEnd: trialEnd ?? periodEnd(anchor, world.now),
    ...{
      cancelAtPeriodEnd: false,
      canceledAt: null,
      isPaused: false,
      schedule: null,
      latestInvoice: null,
    },
    discount: coupon && discountOf(world, coupon),
  }
  world.subscriptions.set(subscription.id, subscription)
  emit(world, 'customer.subscription.created', { subscription })
  if (!trialEnd) {
    bill(world, subscription, {
      reason: 'subscription_create',
      lines: aheadLines(world, subscription),
    })
  }
  return subscription
}

function assertOneCurrency(world: World, id: string, currency: string) {
  const customer = world.customer(id)
  if (customer.currency && customer.currency !== currency) {
    throw new ApiFault(400, `You cannot combine currencies on a single customer.`, {
      param: 'currency',
    })
  }
  customer.currency = currency
}

const discountOf = (world: World, coupon: Coupon) => ({
  ...{ id: world.newId('di'), coupon, start: world.now },
  end: coupon.months === null ? null : monthsLater(world.now, coupon.months),
})

export const retrieveSubscription = (world: World, _: Form, id: string) =>
  subscriptionView(world, world.find(world.subscriptions, id, 'subscription'))

export function listSubscriptions(world: World, form: Form) {
  world.customer(form.text('customer')!)
  const found = [...world.subscriptions.values()].filter(
    ({ customer, status }) =>
      customer === form.text('customer') && (form.text('status') === 'all' || status !== 'canceled')
  )
  return listOf(
    found.reverse().map((subscription) => subscriptionView(world, subscription)),
    '/v1/subscriptions'
  )
}

export function updateSubscription(world: World, form: Form, id: string) {
  const subscription = running(world, id)
  takeDiscount(world, subscription, form)
  subscription.cancelAtPeriodEnd =
    form.flag('cancel_at_period_end') ?? subscription.cancelAtPeriodEnd
  if (form.has('pause_collection')) {
    subscription.isPaused = form.part('pause_collection').has('behavior')
  }
  if (form.has('trial_end')) {
    subscription.trialEnd = subscription.anchor = subscription.periodEnd = form.number('trial_end')!
  }
  if (form.has('items')) {
    const after = itemsAfter(world, subscription, form.parts('items'))
    const at = form.number('proration_date') ?? world.now
    const mustPay = form.text('payment_behavior') === 'error_if_incomplete'
    changeItems(world, subscription, { after, at, mustPay })
  }
  if (form.part('billing_cycle_anchor').text('type') === 'now') {
    restart(world, subscription)
  }
  emit(world, 'customer.subscription.updated', { subscription })
  return subscriptionView(world, subscription)
}

function running(world: World, id: string): Subscription {
  const subscription = world.find(world.subscriptions, id, 'subscription')
  if (subscription.status === 'canceled') {
    throw new ApiFault(400, 'A canceled subscription can only update its cancellation_details.')
  }
  return subscription
}

function takeDiscount(world: World, subscription: Subscription, form: Form) {
  if (form.has('discounts')) {
    const [wanted] = form.parts('discounts')
    const coupon = wanted ? world.find(world.coupons, wanted.text('coupon')!, 'coupon') : null
    subscription.discount = coupon && discountOf(world, coupon)
  }
}

/** What is not named stays; an id names an item, a price without one adds another. */
export function itemsAfter(world: World, subscription: Subscription, wanted: Form[]): Item[] {
  const changes = new Map(
    wanted.filter((form) => form.has('id')).map((form) => [form.text('id')!, form])
  )
  const kept = subscription.items
    .filter(({ id }) => !changes.get(id)?.flag('deleted'))
    .map((item) => {
      const change = changes.get(item.id)
      const price = change?.text('price')
      return {
        ...item,
        quantity: change?.number('quantity') ?? item.quantity,
        price: price ? world.find(world.prices, price, 'price') : item.price,
      }
    })
  const added = wanted
    .filter((form) => !form.has('id'))
    .map((form) => ({ id: world.newId('si'), created: world.now, ...plannedItem(world, form) }))
  return [...kept, ...added]
}

export function plannedItem(world: World, form: Form): PlannedItem {
  const price = world.find(world.prices, form.text('price')!, 'price')
  return { price, quantity: form.number('quantity') ?? 1 }
}

function restart(world: World, subscription: Subscription) {
  subscription.anchor = subscription.periodStart = world.now
  subscription.periodEnd = periodEnd(world.now, world.now)
  bill(world, subscription, {
    reason: 'subscription_update',
    lines: aheadLines(world, subscription),
  })
}

export function cancelSubscription(world: World, _: Form, id: string) {
  const subscription = running(world, id)
  cancel(world, subscription)
  return subscriptionView(world, subscription)
}

export function createSchedule(world: World, form: Form) {
  const subscription = running(world, form.text('from_subscription')!)
  if (subscription.schedule) {
    throw new ApiFault(400, 'The subscription already has a schedule attached.')
  }
  const current = subscription.items.map(({ price, quantity }) => ({ price, quantity }))
  const id = world.newId('sub_sched')
  subscription.schedule = {
    id,
    created: world.now,
    subscription: subscription.id,
    current,
    next: null,
  }
  return scheduleView(subscription, subscription.schedule)
}

function scheduled(world: World, id: string): Subscription {
  const found = [...world.subscriptions.values()].find(({ schedule }) => schedule?.id === id)
  if (!found) {
    throw new ApiFault(404, `No such subscription schedule: '${id}'`, { code: 'resource_missing' })
  }
  return found
}

export function updateSchedule(world: World, form: Form, id: string) {
  const subscription = scheduled(world, id)
  const phases = form.parts('phases')
  const [, next] = phases.map((phase) =>
    phase.parts('items').map((item) => plannedItem(world, item))
  )
  subscription.schedule!.next = next ?? null
  emit(world, 'customer.subscription.updated', { subscription })
  return scheduleView(subscription, subscription.schedule!)
}

export function releaseSchedule(world: World, _: Form, id: string) {
  const subscription = scheduled(world, id)
  const view = { ...scheduleView(subscription, subscription.schedule!), status: 'released' }
  subscription.schedule = null
  emit(world, 'customer.subscription.updated', { subscription })
  return view
}
