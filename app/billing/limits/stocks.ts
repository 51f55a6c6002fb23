import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlementsFrom } from '#billing/entitlements'
import { stockLimitReached } from '#billing/limits/plan_limit'
import { STOCKS, type Stock } from '#billing/plans/plan'
import { holdSubscription } from '#billing/subscriptions/subscription'

type Count = (tenant: TenantTransaction) => Promise<number>

const counts = new Map<Stock, Count>()

/** Contexts above tell how many there are of what they keep. The things themselves are the count, so it cannot drift. */
export function countStock(stock: Stock, count: Count) {
  counts.set(stock, count)
}

/** How many of each there are; a stock that nothing counts is not kept by this installation. */
export async function stocksOf(tenant: TenantTransaction): Promise<Record<Stock, number>> {
  const numbers: [Stock, number][] = []
  for (const stock of STOCKS) {
    numbers.push([stock, (await counts.get(stock)?.(tenant)) ?? 0])
  }
  return Object.fromEntries(numbers) as Record<Stock, number>
}

/**
 * Takes a place, in the transaction that fills it. The subscription is held until that one ends, so of many at once
 * each sees what the one before it made. `filled` are places that the open transaction has filled already.
 */
export async function reserve(
  tenant: TenantTransaction,
  stock: Stock,
  { now, filled = 0 }: { now: DateTime; filled?: number }
) {
  const entitled = entitlementsFrom(await holdSubscription(tenant), now)
  const limit = entitled[stock]
  const count = counts.get(stock)
  if (limit !== null && count && (await count(tenant)) - filled >= limit) {
    throw stockLimitReached(entitled, stock, limit)
  }
}
