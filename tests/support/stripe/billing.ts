import { periodEnd } from './arithmetic.js'
import { emit } from './events.js'
import {
  aheadLines,
  DRAFT_SECONDS,
  draftInvoice,
  prorationLines,
  settleTotals,
  recount,
  usageLines,
} from './invoicing.js'
import {
  ApiFault,
  type Invoice,
  type Item,
  type Line,
  type Subscription,
  type World,
} from './world.js'

const DAY = 86_400
/** After the first failure: https://docs.stripe.com/billing/revenue-recovery/smart-retries */
const RETRIES = [3 * DAY, 5 * DAY, 7 * DAY]

interface Billed {
  reason: Invoice['reason']
  lines: Line[]
  /** How long it stays a draft. */
  draftSeconds?: number
}

export function bill(
  world: World,
  subscription: Subscription,
  { reason, lines, draftSeconds = 0 }: Billed
) {
  const finalizesAt = world.now + draftSeconds
  const invoice = draftInvoice(world, subscription, { reason, lines, finalizesAt })
  world.invoices.set(invoice.id, invoice)
  subscription.latestInvoice = invoice.id
  emit(world, 'invoice.created', { invoice })
  if (draftSeconds === 0) {
    finalize(world, invoice)
  }
  return invoice
}

export function finalize(world: World, invoice: Invoice) {
  const subscription = world.subscriptions.get(invoice.subscription)!
  recount(world, invoice)
  settleTotals(world, subscription, invoice)
  invoice.finalizesAt = null
  if (subscription.isPaused) {
    invoice.status = 'void'
    return emit(world, 'invoice.voided', { invoice })
  }
  invoice.status = 'open'
  invoice.finalizedAt = world.now
  invoice.number = `EMU-${String(world.invoices.size).padStart(4, '0')}`
  world.customer(invoice.customer).balance += invoice.appliedBalance
  emit(world, 'invoice.finalized', { invoice })
  attempt(world, invoice)
}

/** Charges the card; what is nothing is paid. */
export function attempt(world: World, invoice: Invoice) {
  const subscription = world.subscriptions.get(invoice.subscription)!
  const { card } = world.customer(invoice.customer)
  if (invoice.amountDue <= 0 || card === 'good') {
    return settle(world, invoice, subscription)
  }
  invoice.attempts += 1
  const wait = RETRIES[invoice.attempts - 1]
  invoice.nextAttempt = wait === undefined ? null : world.now + wait
  emit(world, 'invoice.payment_failed', { invoice })
  if (wait === undefined) {
    return cancel(world, subscription)
  }
  subscription.status = 'past_due'
  emit(world, 'customer.subscription.updated', { subscription })
}

function settle(world: World, invoice: Invoice, subscription: Subscription) {
  invoice.status = 'paid'
  invoice.amountPaid = Math.max(0, invoice.amountDue)
  invoice.paidAt = world.now
  invoice.nextAttempt = null
  emit(world, 'invoice.paid', { invoice })
  if (subscription.status === 'past_due') {
    subscription.status = 'active'
    emit(world, 'customer.subscription.updated', { subscription })
  }
}

export function cancel(world: World, subscription: Subscription) {
  subscription.status = 'canceled'
  subscription.canceledAt = world.now
  emit(world, 'customer.subscription.deleted', { subscription })
}

/** The end of a trial or of a month. */
export function turnPeriod(world: World, subscription: Subscription) {
  const isTrial = subscription.status === 'trialing'
  const used = isTrial ? [] : usageLines(world, subscription)
  if (subscription.cancelAtPeriodEnd) {
    const lines = used.filter(({ amount }) => amount > 0)
    if (lines.length > 0) {
      bill(world, subscription, {
        reason: 'subscription_cycle',
        lines,
        draftSeconds: DRAFT_SECONDS,
      })
    }
    return cancel(world, subscription)
  }
  applySchedule(world, subscription)
  subscription.status = isTrial ? 'active' : subscription.status
  subscription.periodStart = subscription.periodEnd
  subscription.periodEnd = periodEnd(subscription.anchor, subscription.periodStart)
  const lines = [...used, ...aheadLines(world, subscription)]
  emit(world, 'customer.subscription.updated', { subscription })
  bill(world, subscription, { reason: 'subscription_cycle', lines, draftSeconds: DRAFT_SECONDS })
}

function applySchedule(world: World, subscription: Subscription) {
  const next = subscription.schedule?.next
  if (next) {
    subscription.items = next.map((item) => ({
      id: world.newId('si'),
      created: world.now,
      ...item,
    }))
    subscription.schedule = null
  }
}

/** Replaces the items at once and bills the difference; a card that declines changes nothing. */
export function changeItems(
  world: World,
  subscription: Subscription,
  { after, at, mustPay }: { after: Item[]; at: number; mustPay: boolean }
) {
  const lines =
    subscription.status === 'trialing' ? [] : prorationLines(world, subscription, { after, at })
  const before = subscription.items
  const trial = draftInvoice(world, subscription, {
    reason: 'subscription_update',
    lines,
    finalizesAt: 0,
  })
  if (mustPay && trial.amountDue > 0 && world.customer(subscription.customer).card !== 'good') {
    subscription.items = before
    throw new ApiFault(402, 'Your card was declined.', {
      type: 'card_error',
      code: 'card_declined',
    })
  }
  subscription.items = after
  emit(world, 'customer.subscription.updated', { subscription })
  if (lines.length > 0) {
    bill(world, subscription, { reason: 'subscription_update', lines })
  }
}

/** Lets the clock run to a moment, through everything that is due on the way, in order. */
export function advance(world: World, to: number) {
  for (;;) {
    const due = nextDue(world)
    if (!due || due.at > to) {
      world.now = Math.max(world.now, to)
      return
    }
    world.now = Math.max(world.now, due.at)
    due.happen()
  }
}

function nextDue(world: World) {
  const turning = [...world.subscriptions.values()]
    .filter(({ status }) => status !== 'canceled')
    .map((subscription) => ({
      at: subscription.periodEnd,
      happen: () => turnPeriod(world, subscription),
    }))
  const invoices = [...world.invoices.values()]
  const finalizing = invoices
    .filter(({ status, finalizesAt }) => status === 'draft' && finalizesAt !== null)
    .map((invoice) => ({ at: invoice.finalizesAt!, happen: () => finalize(world, invoice) }))
  const retrying = invoices
    .filter(({ status, nextAttempt }) => status === 'open' && nextAttempt !== null)
    .map((invoice) => ({ at: invoice.nextAttempt!, happen: () => attempt(world, invoice) }))
  return [...turning, ...finalizing, ...retrying].sort((one, other) => one.at - other.at)[0]
}
