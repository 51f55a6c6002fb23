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

/** Storefronts in which a platform runs no ads: whoever came there came by themselves. */
const NOT_ADVERTISED: Partial<Record<OriginChannel, string[]>> = {
  short_video_ads: ['japan'],
  professional_ads: ['japan', 'united-states'],
  other_search_ads: ['japan'],
}

const origins = new WeakMap<SampleOrder[], Map<string, OriginChannel>>()

/** Order key → what brought it. */
export function originsOf({ orders }: SampleBusiness, seed: string): Map<string, OriginChannel> {
  const known = origins.get(orders)
  if (known) {
    return known
  }
  const drawn = new Map(orders.map((order) => [order.key, originOf(order, seed)]))
  origins.set(orders, drawn)
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
  const [channel] = SHARES[random.weighted(SHARES.map(([, share]) => share))]
  return NOT_ADVERTISED[channel]?.includes(order.storefront) ? 'direct' : channel
}

export type Device = 'mobile' | 'desktop'
export const DEVICES: Device[] = ['mobile', 'desktop']
export const MOBILE_SHARE = 0.64

/** The device that an order was placed on: the same one in the shop, on the web site and in the ads. */
export const deviceOf = (order: SampleOrder, seed: string): Device =>
  new Random(`${seed}/device/${order.key}`).chance(MOBILE_SHARE) ? 'mobile' : 'desktop'

/** The amount in whole micros of the major unit. */
export const microsOf = (amountMinor: number, currency: string) =>
  amountMinor * (currency === 'JPY' ? 1_000_000 : 10_000)
