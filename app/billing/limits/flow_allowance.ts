import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlements, type Entitlements } from '#billing/entitlements'
import { flowLimitReached } from '#billing/limits/plan_limit'
import { affordable, extraCents } from '#billing/money/money'
import type { Flow } from '#billing/plans/plan'
import { chargedInPeriod, usedInPeriod } from '#billing/usage/usage_sums'

type Sums = Partial<Record<Flow, number>>

/** Whether more of a flow may be used now. `isOpen: false` says since when it waits and when work continues. */
export type FlowAllowance =
  | { isOpen: true; left: number | null }
  | { isOpen: false; limit: number; resetsAt: DateTime; message: string }

/**
 * Looks before a piece of work: a page of records, a call. Work that began is always finished and counted, so the
 * allowance may be passed by one piece, never by a second one.
 */
export async function flowAllowance(
  tenant: TenantTransaction,
  meter: Flow,
  now: DateTime
): Promise<FlowAllowance> {
  const entitled = await entitlements.of(tenant, now)
  const included = entitled[meter]
  if (included === null) {
    return { isOpen: true, left: null }
  }
  const used = await usedInPeriod(tenant, entitled.period, [meter])
  const free = included - (used[meter] ?? 0)
  const left = free > 0 ? free : await affordableNow(tenant, entitled, meter)
  if (left > 0) {
    return { isOpen: true, left }
  }
  const { message } = flowLimitReached(entitled, meter, included)
  return { isOpen: false, limit: included, resetsAt: entitled.period.end, message }
}

/** The same for what cannot wait: a call that is over the limit is refused, with the reason. */
export async function assertFlow(tenant: TenantTransaction, meter: Flow, now: DateTime) {
  const allowance = await flowAllowance(tenant, meter, now)
  if (!allowance.isOpen) {
    throw flowLimitReached(await entitlements.of(tenant, now), meter, allowance.limit)
  }
}

async function affordableNow(
  tenant: TenantTransaction,
  entitled: Entitlements,
  meter: Flow
): Promise<number> {
  const rate = entitled.extra[meter]
  if (!rate || entitled.capCents === 0) {
    return 0
  }
  const { currency, period, capCents } = entitled
  const used = await usedInPeriod(tenant, period)
  const spent = extraSpent(entitled, used, await chargedInPeriod(tenant, period.start))
  return affordable(capCents - spent, rate[currency])
}

/** What extra usage of this period costs so far, hours that have no line yet included; the cap is the most. */
export function extraSpent(entitled: Entitlements, used: Sums, charged: Sums): number {
  const meters = Object.keys(entitled.extra) as Flow[]
  const centsOf = (quantities: (meter: Flow) => number) =>
    meters
      .map((meter) => extraCents(quantities(meter), entitled.extra[meter]![entitled.currency]))
      .reduce((sum, cents) => sum + cents, 0)
  const already = centsOf((meter) => charged[meter] ?? 0)
  const all = centsOf((meter) => {
    const done = charged[meter] ?? 0
    return done + uncharged(entitled[meter], used[meter] ?? 0, done)
  })
  return Math.max(already, Math.min(all, entitled.capCents))
}

/**
 * Extra usage that has no price yet: what is neither included nor charged before. After a change to a larger plan it
 * stays at nothing until that allowance is used up too, and what was charged is not counted against it.
 */
export function uncharged(included: number | null, used: number, charged: number): number {
  return included === null ? 0 : Math.max(0, used - included - charged)
}
