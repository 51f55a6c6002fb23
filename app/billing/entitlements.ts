import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { METERS, type Currency, type Feature, type Meter, type Terms } from '#billing/plans/plan'
import type { Period } from '#billing/plans/periods'
import { standingOf, type Standing } from '#billing/subscriptions/standing'
import { subscriptionOf, type Subscription } from '#billing/subscriptions/subscription'

/** How much of each meter is there, packs included; null has no limit. */
export type Allowances = Record<Meter, number | null>

/** What an organization may use: `(await entitlements.of(tenant, now)).sources`. */
export interface Entitlements extends Allowances {
  plan: string
  planName: string
  state: Standing['state']
  until: DateTime | null
  period: Period
  features: ReadonlySet<Feature>
  /** Rates of usage beyond the allowance, and what it may cost; nothing beyond it outside of a paid period. */
  extra: Terms['extra']
  capCents: number
  currency: Currency
}

export const entitlements = {
  /** Of the organization whose transaction is open. */
  async of(tenant: TenantTransaction, now: DateTime): Promise<Entitlements> {
    return entitlementsFrom(await subscriptionOf(tenant), now)
  },
}

export function entitlementsFrom(subscription: Subscription, now: DateTime): Entitlements {
  const { state, until, period, terms, packs } = standingOf(subscription, now)
  const isPaid = state === 'paid'
  return {
    ...allowancesOf(terms, packs),
    plan: terms.plan,
    planName: terms.name,
    state,
    until,
    period,
    features: new Set(terms.features),
    extra: isPaid ? terms.extra : {},
    capCents: isPaid ? subscription.capCents : 0,
    currency: subscription.currency,
  }
}

export function allowancesOf(terms: Terms, packs: Record<string, number>): Allowances {
  const added = (meter: Meter) =>
    Object.entries(packs)
      .map(([name, count]) => ({ pack: terms.packs[name], count }))
      .filter(({ pack }) => pack?.meter === meter)
      .reduce((sum, { pack, count }) => sum + pack.adds * count, 0)
  const allowances = METERS.map((meter) => {
    // Terms that were sold before a meter existed say nothing about it: then it has no limit.
    const included = terms.included[meter] ?? null
    return [meter, included === null ? null : included + added(meter)] as const
  })
  return Object.fromEntries(allowances) as Allowances
}
