import type { Attribution, SampleDay, SampleOrder, UnixSeconds } from '#kit'
import { demandOn } from './calendar.js'
import { MINOR_UNITS, PRODUCTS, STOREFRONTS, type Storefront } from './catalogue.js'
import type { WinningClick } from './advertising.js'
import { returningCustomerKey } from './customers.js'
import { addDays, momentOf } from './days.js'
import { Random } from './random.js'

const RETURNING_CUSTOMER = 0.5
const DECLINED_FIRST = 0.035
const REFUNDED = 0.045
const PARTIAL_REFUND = 0.35
const REFUND_DAYS = 21
const DISPUTED = 0.0016
const DISPUTE_DAYS = 30
const DAY_SECONDS = 86_400

/** Share of the day's orders by four-hour block: few at night, most in the evening. */
const HOURS = [1, 2, 9, 10, 11, 13]

/** Orders that no ad brought: direct visits, mail, search. */
export function placeDirectOrders(storefront: Storefront, day: SampleDay, seed: string) {
  const random = new Random(`${seed}/direct/${storefront.id}/${day}`)
  const count = random.poisson(storefront.directOrders * demandOn(day))
  return Array.from({ length: count }, (_, number) =>
    placeOrder({ storefront, day, key: `${storefront.id}/${day}/${number}`, seed })
  )
}

export function placeAttributedOrder(win: WinningClick, seed: string): SampleOrder {
  const { attribution, number, lagDays } = win
  return placeOrder({
    storefront: STOREFRONTS.find(({ id }) => id === win.storefront)!,
    day: addDays(attribution.clickDay, lagDays),
    key: `${attribution.adId}/${attribution.clickDay}/${number}`,
    seed,
    attribution,
  })
}

interface Placement {
  storefront: Storefront
  day: SampleDay
  key: string
  seed: string
  attribution?: Attribution
}

function placeOrder({ storefront, day, key, seed, attribution }: Placement): SampleOrder {
  const random = new Random(`${seed}/order/${key}`)
  const block = random.weighted(HOURS)
  const at = momentOf(storefront.timeZone, day, (block + random.next()) / HOURS.length)
  const basket = fillBasket(random, storefront.currency)
  const isReturning = random.chance(RETURNING_CUSTOMER)
  return {
    key,
    storefront: storefront.id,
    at,
    currency: storefront.currency,
    ...basket,
    customerKey: isReturning ? returningCustomerKey(random, storefront) : `buyer/${key}`,
    ...(attribution ? { attribution } : {}),
    ...(random.chance(DECLINED_FIRST) ? { declinedAt: at - random.integer(40, 400) } : {}),
    ...regret(random, { key, at, ...basket, currency: storefront.currency }),
  }
}

function fillBasket(random: Random, currency: string) {
  const weights = PRODUCTS.map(({ weight }) => weight)
  const lines = 1 + random.weighted([62, 27, 11])
  const titles: string[] = []
  let amountMinor = 0
  for (let line = 0; line < lines; line++) {
    const product = PRODUCTS[random.weighted(weights)]
    const quantity = 1 + random.weighted([84, 16])
    amountMinor += product.prices[currency] * quantity
    titles.push(quantity > 1 ? `${quantity} × ${product.title}` : product.title)
  }
  return { amountMinor, description: titles.join(', ') }
}

interface Paid {
  key: string
  at: UnixSeconds
  amountMinor: number
  currency: string
}

/** What happens to the money afterwards: a refund, now and then a dispute, never both. */
export function regret(random: Random, paid: Paid): Pick<SampleOrder, 'refunds' | 'dispute'> {
  if (random.chance(DISPUTED)) {
    const at = paid.at + random.integer(2, DISPUTE_DAYS) * DAY_SECONDS
    return { refunds: [], dispute: dispute(random, paid, at) }
  }
  if (!random.chance(REFUNDED)) {
    return { refunds: [] }
  }
  const at = paid.at + random.integer(1, REFUND_DAYS) * DAY_SECONDS + random.integer(0, 40_000)
  const reason = random.chance(0.06) ? ('duplicate' as const) : ('requested_by_customer' as const)
  return {
    refunds: [{ key: `${paid.key}/refund`, at, amountMinor: refundAmount(random, paid), reason }],
  }
}

/** All of it, or a part in whole units of the currency. */
function refundAmount(random: Random, { amountMinor, currency }: Paid): number {
  if (!random.chance(PARTIAL_REFUND)) {
    return amountMinor
  }
  const unit = MINOR_UNITS[currency]
  return Math.max(unit, Math.floor((amountMinor * random.between(0.2, 0.7)) / unit) * unit)
}

function dispute(random: Random, { key, amountMinor }: Paid, at: UnixSeconds) {
  return {
    key: `${key}/dispute`,
    at,
    amountMinor,
    reason: random.chance(0.6) ? ('fraudulent' as const) : ('product_not_received' as const),
    decidedAt: at + random.integer(20, 60) * DAY_SECONDS,
    outcome: random.chance(0.45) ? ('won' as const) : ('lost' as const),
  }
}
