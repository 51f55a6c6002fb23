import type { SampleDay, SampleRow } from '#kit'
import { demandOn } from './calendar.js'
import { BUSINESS_NAME, STOREFRONTS, type Storefront } from './catalogue.js'
import { dayIn, daysFrom, shareElapsed, startOfDay } from './days.js'
import {
  DEVICES,
  MOBILE_SHARE,
  deviceOf,
  microsOf,
  originsOf,
  type Device,
  type OriginChannel,
} from './origins.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'

interface Channel {
  id: OriginChannel
  channel: string
  source: string
  medium: string
  campaign: string
  /** Sessions for each direct order of an average day; ads bring as many as they had clicks. */
  sessions?: number
}

const paid = (id: OriginChannel, channel: string, source: string): Channel => ({
  id,
  channel,
  source,
  medium: channel === 'Paid Search' ? 'cpc' : 'paid_social',
  campaign: 'always-on',
})

const free = (
  id: OriginChannel,
  [channel, source, medium]: [string, string, string],
  sessions: number
): Channel => ({
  id,
  channel,
  source,
  medium,
  campaign: medium === 'email' ? 'newsletter' : '(not set)',
  sessions,
})

export const CHANNELS: Channel[] = [
  paid('search_ads', 'Paid Search', 'google'),
  paid('other_search_ads', 'Paid Search', 'bing'),
  paid('social_ads', 'Paid Social', 'facebook'),
  paid('short_video_ads', 'Paid Social', 'tiktok'),
  paid('professional_ads', 'Paid Social', 'linkedin'),
  free('email', ['Email', 'newsletter', 'email'], 3.2),
  free('organic_search', ['Organic Search', 'google', 'organic'], 9),
  free('organic_social', ['Organic Social', 'instagram', 'social'], 4),
  free('referral', ['Referral', 'coffeereview.example', 'referral'], 1.6),
  free('direct', ['Direct', '(direct)', '(none)'], 6),
]

export const PAGES = [
  { page: '/', title: BUSINESS_NAME, weight: 24 },
  { page: '/beans', title: 'Beans', weight: 22 },
  { page: '/beans/dockside-espresso', title: 'Dockside Espresso', weight: 15 },
  { page: '/beans/lighthouse-filter', title: 'Lighthouse Filter', weight: 12 },
  { page: '/equipment', title: 'Equipment', weight: 10 },
  { page: '/coffee-club', title: 'Coffee club', weight: 9 },
  { page: '/blog/v60-brewing-guide', title: 'The V60 brewing guide', weight: 8 },
]

export const siteOf = ({ id, country }: Storefront) => ({
  siteKey: `site/${id}`,
  siteUrl: `https://${country.toLowerCase()}.harbor-coffee.example/`,
})

export const webSites = (): SampleRow[] =>
  STOREFRONTS.map((storefront) => ({
    key: siteOf(storefront).siteKey,
    name: `${BUSINESS_NAME} ${storefront.country}`,
    url: siteOf(storefront).siteUrl,
    timeZone: storefront.timeZone,
    currency: storefront.currency,
    country: storefront.country,
    createdAt: startOfDay(storefront.timeZone, '2025-01-01'),
  }))

/** Clicks and orders by `storefront day channel device`. */
interface Sums {
  clicks: Map<string, number>
  orders: Map<string, { orders: number; revenue: number }>
}

function clicksOf({ business, now, read }: Telling): Map<string, number> {
  const clicks = new Map<string, number>()
  const add = (key: string, count: number) => clicks.set(key, (clicks.get(key) ?? 0) + count)
  for (const account of business.adAccounts) {
    const { id } = STOREFRONTS.find(({ currency }) => currency === account.currency)!
    for (const row of business.reportAds(account.id, now)) {
      const mobile = Math.round(row.clicks * MOBILE_SHARE)
      add(`${id} ${row.day} search_ads mobile`, mobile)
      add(`${id} ${row.day} search_ads desktop`, row.clicks - mobile)
    }
  }
  for (const row of read('adDays')) {
    const [platform, storefront] = String(row.accountKey).split('/')
    add(`${storefront} ${row.day} ${platform} ${row.device}`, Number(row.clicks))
  }
  return clicks
}

function ordersOf({ business, seed, now }: Telling) {
  const origins = originsOf(business, seed)
  const seconds = now.getTime() / 1000
  const sums = new Map<string, { orders: number; revenue: number }>()
  for (const order of business.orders.filter(({ at }) => at <= seconds)) {
    const { timeZone } = STOREFRONTS.find(({ id }) => id === order.storefront)!
    const day = dayIn(timeZone, new Date(order.at * 1000))
    const key = `${order.storefront} ${day} ${origins.get(order.key)} ${deviceOf(order, seed)}`
    const sum = sums.get(key) ?? { orders: 0, revenue: 0 }
    sum.orders++
    sum.revenue += microsOf(order.amountMinor, order.currency)
    sums.set(key, sum)
  }
  return sums
}

/** Sessions of every site by day, channel and device. A visit that became an order is in its row. */
export function webDays(telling: Telling): SampleRow[] {
  const sums = { clicks: clicksOf(telling), orders: ordersOf(telling) }
  const { business, now } = telling
  return STOREFRONTS.flatMap((storefront) =>
    daysFrom(business.from, dayIn(storefront.timeZone, now)).flatMap((day) =>
      CHANNELS.flatMap((channel) =>
        DEVICES.map((device) => visit({ storefront, day, channel, device }, telling, sums))
      )
    )
  ).filter(({ sessions }) => Number(sessions) > 0)
}

interface Visit {
  storefront: Storefront
  day: SampleDay
  channel: Channel
  device: Device
}

function visit(
  { storefront, day, channel, device }: Visit,
  { seed, now }: Telling,
  sums: Sums
): SampleRow {
  const key = `${storefront.id} ${day} ${channel.id} ${device}`
  const random = new Random(`${seed}/visits/${key}`)
  const won = sums.orders.get(key) ?? { orders: 0, revenue: 0 }
  const share = device === 'mobile' ? MOBILE_SHARE : 1 - MOBILE_SHARE
  const elapsed = shareElapsed(storefront.timeZone, day, now)
  const expected = (channel.sessions ?? 0) * storefront.directOrders * demandOn(day) * share
  const came = channel.sessions
    ? Math.floor(random.poisson(expected) * elapsed)
    : Math.round((sums.clicks.get(key) ?? 0) * 0.91)
  const sessions = Math.max(came, won.orders)
  const { source, medium, campaign } = channel
  return {
    ...siteOf(storefront),
    day,
    timeZone: storefront.timeZone,
    currency: storefront.currency,
    country: storefront.country,
    channel: channel.channel,
    source,
    medium,
    campaign,
    device,
    landingPage: PAGES[random.weighted(PAGES.map(({ weight }) => weight))].page,
    sessions,
    ...behaviour(random, sessions, won.orders),
    ...won,
  }
}

function behaviour(random: Random, sessions: number, orders: number) {
  const part = (share: number) => Math.round(sessions * share * random.noise(0.1))
  const engagedSessions = Math.min(sessions, Math.max(part(0.58), orders))
  const pageViews = Math.max(sessions, Math.round(sessions * 2.7 * random.noise(0.1)))
  const addToCarts = orders + part(0.05)
  const checkouts = orders + part(0.02)
  return {
    engagedSessions,
    users: Math.min(sessions, Math.max(part(0.87), Math.min(1, sessions))),
    newUsers: Math.min(sessions, part(0.55)),
    pageViews,
    events: pageViews + sessions + addToCarts + checkouts + orders,
    engagementSeconds: Math.round(engagedSessions * 74 * random.noise(0.15)),
    addToCarts,
    checkouts,
  }
}
