import type { SampleDay, SampleOrder, SampleRow } from '#kit'
import { PLANNED_ADS, describeAccount, type PlannedAd } from './ad_listings.js'
import { demandOn, isInSeason } from './calendar.js'
import { STOREFRONTS } from './catalogue.js'
import { addDays, dayIn, daysFrom, shareElapsed } from './days.js'
import { DEVICES, MOBILE_SHARE, deviceOf, microsOf, originsOf, type Device } from './origins.js'
import { Random } from './random.js'
import type { Series, Telling } from './telling.js'

/** Chance of an order 0, 1 … 4 days after the click. */
const LAG_WEIGHTS = [70, 14, 8, 5, 3]
const CENT_MICROS = 10_000

interface Won {
  orders: number
  revenue: number
}

/** Orders by `ad day device` of their click: a platform's conversions are orders of the shop. */
function wonByClick({ business, seed, now }: Telling): Map<string, Won> {
  const origins = originsOf(business, seed)
  const seconds = now.getTime() / 1000
  const won = new Map<string, Won>()
  for (const order of business.orders) {
    const click = order.at <= seconds ? clickOf(order, origins.get(order.key)!, seed) : undefined
    if (click) {
      const sum = won.get(click) ?? { orders: 0, revenue: 0 }
      sum.orders++
      sum.revenue += microsOf(order.amountMinor, order.currency)
      won.set(click, sum)
    }
  }
  return won
}

const salesAds = new Map<string, PlannedAd[]>()

/** Ads that can win orders of a storefront on the day. */
function adsFor(platform: string, storefront: string, day: SampleDay): PlannedAd[] {
  const key = `${platform} ${storefront}`
  const own =
    salesAds.get(key) ??
    PLANNED_ADS.filter(
      ({ account }) => account.platform === platform && account.storefront === storefront
    )
  salesAds.set(key, own)
  return own.filter(({ campaign }) => campaign.dailySpend > 0 && isInSeason(campaign.season, day))
}

function clickOf(order: SampleOrder, channel: string, seed: string): string | undefined {
  const { timeZone } = STOREFRONTS.find(({ id }) => id === order.storefront)!
  const random = new Random(`${seed}/click/${order.key}`)
  const day = addDays(dayIn(timeZone, new Date(order.at * 1000)), -random.weighted(LAG_WEIGHTS))
  const ads = adsFor(channel, order.storefront, day)
  if (ads.length === 0) {
    return undefined
  }
  const ad = ads[random.weighted(ads.map(({ campaign, share }) => campaign.dailySpend * share))]
  return `${ad.names.adKey} ${day} ${deviceOf(order, seed)}`
}

function adDays(telling: Telling): SampleRow[] {
  const { business } = telling
  const won = wonByClick(telling)
  return daysFrom(business.from, business.to).flatMap((day) =>
    PLANNED_ADS.filter(
      ({ campaign, account }) =>
        campaign.dailySpend > 0 &&
        isInSeason(campaign.season, day) &&
        day <= dayIn(account.timeZone, telling.now)
    ).flatMap((ad) => DEVICES.map((device) => runAd({ ad, day, device }, telling, won)))
  )
}

interface AdRun {
  ad: PlannedAd
  day: SampleDay
  device: Device
}

function runAd(
  { ad, day, device }: AdRun,
  { seed, now }: Telling,
  won: Map<string, Won>
): SampleRow {
  const { account, campaign, names } = ad
  const random = new Random(`${seed}/platform/${names.adKey}/${day}/${device}`)
  const elapsed = shareElapsed(account.timeZone, day, now)
  const deviceShare = device === 'mobile' ? MOBILE_SHARE : 1 - MOBILE_SHARE
  const planned = campaign.dailySpend * ad.share * deviceShare * demandOn(day)
  const orders = won.get(`${names.adKey} ${day} ${device}`) ?? { orders: 0, revenue: 0 }
  const all = random.poisson((planned / account.costPerClick) * random.noise(0.12))
  const clicks = Math.max(Math.floor(all * elapsed), orders.orders)
  const price = account.costPerClick * 100 * random.noise(0.08)
  const impressions = Math.round((clicks + random.next()) / (account.clickRate * random.noise(0.1)))
  return {
    day,
    device,
    ...describeAccount(account),
    ...names,
    impressions: Math.max(impressions, clicks),
    ...reactions(random, clicks, impressions),
    clicks,
    spend: billed(clicks * price, account.currency),
    ...orders,
    ...steps(random, clicks, orders.orders),
  }
}

/** Whole cents, or whole yen. */
function billed(cents: number, currency: string): number {
  return currency === 'JPY'
    ? Math.round(cents / 100) * 100 * CENT_MICROS
    : Math.round(cents) * CENT_MICROS
}

/** What people did beside the click. */
function reactions(random: Random, clicks: number, impressions: number) {
  const some = (share: number) => Math.round(impressions * share * random.noise(0.3))
  return {
    reach: Math.round(impressions * 0.71),
    linkClicks: Math.round(clicks * 0.86),
    landingPageViews: Math.round(clicks * 0.78),
    videoViews: some(0.12),
    likes: some(0.006),
    comments: some(0.0005),
    shares: some(0.0004),
    saves: some(0.0006),
    follows: some(0.0003),
  }
}

/** Steps before the order; whoever ordered has taken them. */
const steps = (random: Random, clicks: number, orders: number) => ({
  addToCarts: orders + Math.round(clicks * 0.06 * random.noise(0.2)),
  checkouts: orders + Math.round(clicks * 0.025 * random.noise(0.2)),
  leads: Math.round(clicks * 0.01 * random.noise(0.4)),
})

export const AD_DAYS: Series = {
  about: 'What each ad did on each day, by device; recent days grow with the orders that follow',
  fields: {
    day: 'day in the account’s zone',
    device: '`mobile`, `desktop`',
    platform: 'as in `adAccounts`',
    accountKey: 'id',
    accountName: 'name',
    currency: 'code',
    timeZone: 'zone',
    campaignKey: 'id',
    campaignName: 'name',
    groupKey: 'id',
    groupName: 'name',
    adKey: 'id',
    adName: 'name',
    objective: 'as in `adCampaigns`',
    impressions: 'count',
    reach: 'people, added up',
    clicks: 'count',
    linkClicks: 'count',
    landingPageViews: 'count',
    spend: 'money',
    orders: 'count',
    revenue: 'money of those orders',
    addToCarts: 'count',
    checkouts: 'count',
    leads: 'count',
    videoViews: 'count',
    likes: 'count',
    comments: 'count',
    shares: 'count',
    saves: 'count',
    follows: 'count',
  },
  rows: adDays,
}
