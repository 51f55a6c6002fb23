import type Stripe from 'stripe'
import { ensurePrices } from '#billing/provider/ensure_prices'
import { readPriceKey, wantedItems } from '#billing/provider/price_keys'
import type { AccountItem, AccountSubscription } from '#billing/provider/read_account'
import type { Currency, Terms } from '#billing/plans/plan'

interface Wanted {
  terms: Terms
  packs: Record<string, number>
}

/** Positions for a new subscription or a phase. Metered ones have no quantity. */
export async function wantedLines({ terms, packs }: Wanted, currency: Currency) {
  const items = wantedItems(terms, packs, currency)
  const ids = await ensurePrices(items.map(({ price }) => price))
  return items.map(({ price, quantity }) => ({
    price: ids.get(price.key)!,
    ...(quantity === undefined ? {} : { quantity }),
  }))
}

/**
 * What turns the positions that there are into the wanted ones. The plan's position gets its new price, so that the
 * provider prorates it as a change; positions that stay are left out.
 */
export async function itemChanges(
  { items: held }: AccountSubscription,
  { terms, packs }: Wanted,
  currency: Currency
) {
  const wanted = wantedItems(terms, packs, currency)
  const ids = await ensurePrices(wanted.map(({ price }) => price))
  const keys = new Set(wanted.map(({ price }) => price.key))
  const plan = held.find(isPlan)
  const gone = held.filter((item) => !keys.has(item.key ?? '') && item !== plan)
  const changed = wanted.flatMap(({ price, quantity }) => {
    const known = price.key.startsWith('plan.') ? plan : held.find(({ key }) => key === price.key)
    if (known?.key === price.key && (quantity === undefined || known.quantity === quantity)) {
      return []
    }
    const amount = quantity === undefined ? {} : { quantity }
    return [{ ...(known ? { id: known.ref } : {}), price: ids.get(price.key)!, ...amount }]
  })
  return [...changed, ...gone.map(({ ref }) => ({ id: ref, deleted: true }))]
}

const isPlan = ({ key }: AccountItem) => readPriceKey(key)?.kind === 'plan'

/** Whoever resumes after the time that was paid for begins a new month, and pays it. */
export function restParameters(
  rest: 'cancellation' | 'continuation' | 'pause' | 'resumption',
  isOver: boolean
): Stripe.SubscriptionUpdateParams {
  switch (rest) {
    case 'cancellation':
      return { cancel_at_period_end: true }
    case 'continuation':
      return { cancel_at_period_end: false }
    case 'pause':
      return { pause_collection: { behavior: 'void' } }
    case 'resumption':
      return isOver
        ? {
            pause_collection: '',
            billing_cycle_anchor: { type: 'now' },
            proration_behavior: 'none',
          }
        : { pause_collection: '' }
  }
}
