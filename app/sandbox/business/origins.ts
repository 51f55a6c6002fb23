import type { SampleBusiness, SampleOrder } from '#kit'
import { Random } from './random.js'

/** What brought an order. Orders with an `attribution` came from search ads; the others are shared out here, each for good. */
export type OriginChannel =
  | 'search_ads'
  | 'social_ads'
  | 'short_video_ads'
  | 'professional_ads'
  | 'other_search_ads'
  | 'email'
  | 'organic_search'
  | 'organic_social'
  | 'referral'
  | 'direct'
  /** Renewals of a subscription: nobody visited anything. */
  | 'billing'

const SHARES: [OriginChannel, number][] = [
  ['social_ads', 16],
  ['short_video_ads', 6],
  ['professional_ads', 2],
  ['other_search_ads', 7],
  ['email', 15],
  ['organic_search', 24],
  ['organic_social', 7],
  ['referral', 6],
  ['direct', 17],
]

const origins = new WeakMap<SampleBusiness, Map<string, OriginChannel>>()

/** Order key → what brought it. */
export function originsOf(business: SampleBusiness, seed: string): Map<string, OriginChannel> {
  const known = origins.get(business)
  if (known) {
    return known
  }
  const drawn = new Map(business.orders.map((order) => [order.key, originOf(order, seed)]))
  origins.set(business, drawn)
  return drawn
}

function originOf(order: SampleOrder, seed: string): OriginChannel {
  if (order.attribution) {
    return 'search_ads'
  }
  if (order.subscriptionKey) {
    return 'billing'
  }
  const random = new Random(`${seed}/origin/${order.key}`)
  return SHARES[random.weighted(SHARES.map(([, share]) => share))][0]
}

/** The amount in whole micros of the major unit. */
export const microsOf = (amountMinor: number, currency: string) =>
  amountMinor * (currency === 'JPY' ? 1_000_000 : 10_000)
