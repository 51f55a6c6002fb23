import { hash } from 'node:crypto'
import type { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { quoteChange, type Quote, type WantedPlan } from '#billing/invoicing/quote_change'
import { asCustomer, billingProfileOf } from '#billing/payments/billing_profile'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { perform } from '#billing/payments/payment_requests'
import { itemChanges, wantedLines } from '#billing/provider/item_changes'
import { readAccount } from '#billing/provider/read_account'
import { ensureCoupon } from '#billing/provider/ensure_prices'
import { subscriptionOf, type Subscription } from '#billing/subscriptions/subscription'

/** A checkout cannot promise a trial that ends sooner. */
const SHORTEST_TRIAL_DAYS = 2

export interface ProviderChange {
  organization: { id: string; name: string; slug: string }
  wanted: WantedPlan
  now: DateTime
  /** Where the browser comes back to. */
  returnUrl: string
}

/**
 * Changes the plan where a payment provider collects. Answers where to send the browser: to the provider's checkout for
 * a first subscription, nowhere where the change is made. No transaction is open meanwhile.
 */
export async function changeAtProvider(
  change: ProviderChange
): Promise<{ url?: string; quote: Quote }> {
  const { organization, wanted, now } = change
  const known = await readSubscription(organization.id)
  const quote = quoteChange(known, wanted, now)
  if (!known.subscriptionRef) {
    return { url: await openCheckout(known, quote, change), quote }
  }
  await (quote.starts === 'period_end'
    ? scheduleChange(known, quote)
    : changeNow(known, quote, now))
  await new MirrorAccount().execute(organization.id, now)
  return { quote }
}

export const readSubscription = (organizationId: string) =>
  withTenant(organizationId, (tenant) => subscriptionOf(tenant), { readOnly: true })

/** The same wish in the same state is the same call. */
export const keyOf = (name: string, { appliedReading }: Subscription, what: unknown) =>
  `${name}:${appliedReading}:${hash('sha256', JSON.stringify(what), 'hex').slice(0, 16)}`

export async function ensureCustomer(organization: { id: string; name: string }): Promise<string> {
  const { known, profile } = await withTenant(organization.id, async (tenant) => ({
    known: await subscriptionOf(tenant),
    profile: await billingProfileOf(tenant),
  }))
  if (known.customerRef) {
    return known.customerRef
  }
  const { id } = await perform({
    organizationId: organization.id,
    operation: 'customer.create',
    parameters: {
      name: organization.name,
      ...asCustomer(profile),
      metadata: { organization: organization.id },
    },
    key: `customer:${known.appliedReading}`,
  })
  return id!
}

async function openCheckout(
  known: Subscription,
  quote: Quote,
  { organization, now, returnUrl }: ProviderChange
) {
  const customer = await ensureCustomer(organization)
  const trialEnd = known.trialEndsAt
  const keepsTrial = trialEnd && trialEnd.diff(now, 'days').days > SHORTEST_TRIAL_DAYS
  const coupon = known.coupon ? await ensureCoupon(known.coupon) : null
  const parameters = {
    mode: 'subscription' as const,
    customer,
    line_items: await wantedLines(quote, known.currency),
    ...(coupon ? { discounts: [{ coupon }] } : {}),
    automatic_tax: { enabled: true },
    billing_address_collection: 'required' as const,
    customer_update: { address: 'auto' as const, name: 'auto' as const },
    tax_id_collection: { enabled: true },
    subscription_data: {
      metadata: { organization: organization.id },
      ...(keepsTrial ? { trial_end: Math.floor(trialEnd.toSeconds()) } : {}),
    },
    success_url: `${returnUrl}?paid=1`,
    cancel_url: returnUrl,
  }
  const key = keyOf(`checkout:${now.toISODate()}`, known, parameters)
  const { url } = await perform({
    organizationId: organization.id,
    operation: 'checkout.create',
    parameters,
    key,
  })
  return url!
}

async function changeNow(known: Subscription, quote: Quote, now: DateTime) {
  const account = await readAccount(known.customerRef!)
  const { scheduleRef, ref } = account.subscription!
  if (scheduleRef) {
    await releaseSchedule(known, scheduleRef)
  }
  const items = await itemChanges(account.subscription!, quote, known.currency)
  await perform({
    organizationId: known.organizationId,
    operation: 'subscription.update',
    parameters: {
      id: ref,
      items,
      proration_behavior: 'always_invoice',
      proration_date: Math.floor(now.toSeconds()),
      payment_behavior: 'error_if_incomplete',
      cancel_at_period_end: false,
    },
    key: keyOf('change', known, items),
  })
}

function releaseSchedule(known: Subscription, id: string) {
  return perform({
    organizationId: known.organizationId,
    operation: 'schedule.release',
    parameters: { id },
    key: keyOf('release', known, id),
  })
}

async function scheduleChange(known: Subscription, quote: Quote) {
  const { organizationId } = known
  const account = await readAccount(known.customerRef!)
  const { scheduleRef, ref, items, periodStart, periodEnd } = account.subscription!
  const id: string =
    scheduleRef ??
    (await perform({
      organizationId,
      operation: 'schedule.create',
      parameters: { from_subscription: ref },
      key: keyOf('schedule', known, ref),
    }).then((made) => made.id!))
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  const current = await wantedLines({ terms: known.terms!, packs: known.packs }, known.currency)
  const next = await wantedLines(quote, known.currency)
  await perform({
    organizationId,
    operation: 'schedule.update',
    parameters: {
      id,
      end_behavior: 'release',
      proration_behavior: 'none',
      phases: [
        { items: current, start_date: seconds(periodStart), end_date: seconds(periodEnd) },
        { items: next, start_date: seconds(periodEnd), proration_behavior: 'none' },
      ],
    },
    key: keyOf('schedule.update', known, [next, items.length]),
  })
}
