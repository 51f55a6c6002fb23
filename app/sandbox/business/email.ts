import type { SampleBusiness, SampleDay, SampleRow, UnixSeconds } from '#kit'
import { isInSeason } from './calendar.js'
import { BUSINESS_NAME, STOREFRONTS, type Storefront } from './catalogue.js'
import { addDays, dayIn, daysFrom, shareElapsed, startOfDay, weekdayOf } from './days.js'
import { microsOf, originsOf } from './origins.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'
import { subscribersUntil, type Subscriber } from './subscribers.js'

/** Shares of the opens and clicks by day since sending; nothing moves after that. */
const ENGAGEMENT = [0.68, 0.19, 0.08, 0.05]
const ATTRIBUTION_DAYS = 5
const SENT_AT_HOUR = 10

const TOPICS = [
  'Fresh from the roastery', 'Brewing notes: the V60', 'Meet the farmers of Huila', 'Your grinder deserves better',
  'Three recipes for iced coffee', 'New in: Captain’s Reserve', 'Behind the counter in Rotterdam', 'The decaf that fools baristas',
] // prettier-ignore

interface Mailing {
  key: string
  storefront: Storefront
  name: string
  subject: string
  kind: 'newsletter' | 'promotion'
  day: SampleDay
  sentAt: UnixSeconds
}

/** A newsletter each Tuesday and promotions on the Fridays of a season, to each storefront's list. */
function mailings({ business, seed, now }: Telling): Mailing[] {
  const seconds = now.getTime() / 1000
  return daysFrom(business.from, business.to)
    .filter((day) => weekdayOf(day) === 2 || (weekdayOf(day) === 5 && isPromoted(day)))
    .flatMap((day) => STOREFRONTS.map((storefront) => mailing(storefront, day, seed)))
    .filter(({ sentAt }) => sentAt <= seconds)
}

const isPromoted = (day: SampleDay) =>
  (['blackFriday', 'holidayGifts', 'newYearSale', 'coldBrew'] as const).some((season) =>
    isInSeason(season, day)
  )

function mailing(storefront: Storefront, day: SampleDay, seed: string): Mailing {
  const kind = weekdayOf(day) === 2 ? ('newsletter' as const) : ('promotion' as const)
  const random = new Random(`${seed}/mailing/${storefront.id}/${day}`)
  const subject = kind === 'newsletter' ? random.pick(TOPICS) : 'This weekend only: 15 % off beans'
  return {
    key: `mailing/${storefront.id}/${day}`,
    storefront,
    name: `${kind === 'newsletter' ? 'Newsletter' : 'Promotion'} ${day} ${storefront.country}`,
    subject,
    kind,
    day,
    sentAt: startOfDay(storefront.timeZone, day) + SENT_AT_HOUR * 3600,
  }
}

interface Audience {
  subscribers: Subscriber[]
  orders: Map<string, { orders: number; revenue: number }>
}

/** Everything that mailings share, read once. */
function audienceOf(telling: Telling): Audience {
  const { business, seed, now } = telling
  return {
    subscribers: subscribersUntil(business.to, now, seed),
    orders: ordersByMailingDay(telling, mailings(telling)),
  }
}

/** Orders that came from mail belong to the last mailing before them, at most five days back. */
function ordersByMailingDay({ business, seed, now }: Telling, sent: Mailing[]) {
  const origins = originsOf(business, seed)
  const seconds = now.getTime() / 1000
  const counts = new Map<string, { orders: number; revenue: number }>()
  for (const order of business.orders) {
    const isOurs = origins.get(order.key) === 'email' && order.at <= seconds
    const last = isOurs ? lastBefore(sent, order) : undefined
    if (last) {
      const key = `${last.key} ${dayIn(last.storefront.timeZone, new Date(order.at * 1000))}`
      const count = counts.get(key) ?? { orders: 0, revenue: 0 }
      count.orders++
      count.revenue += microsOf(order.amountMinor, order.currency)
      counts.set(key, count)
    }
  }
  return counts
}

function lastBefore(sent: Mailing[], order: SampleBusiness['orders'][number]): Mailing | undefined {
  return sent.findLast(
    ({ storefront, sentAt }) =>
      storefront.id === order.storefront &&
      sentAt <= order.at &&
      sentAt > order.at - ATTRIBUTION_DAYS * 86_400
  )
}

/** Who a mailing reaches, and how far it gets with them. */
function reachOf({ storefront, sentAt }: Mailing, audience: Audience, random: Random) {
  const recipients = audience.subscribers.filter(
    ({ listKey, subscribedAt, unsubscribedAt }) =>
      listKey === `list/${storefront.id}` &&
      subscribedAt < sentAt &&
      (unsubscribedAt === null || unsubscribedAt > sentAt)
  )
  const hardBounces = Math.round(recipients.length * 0.004 * random.noise(0.5))
  const softBounces = Math.round(recipients.length * 0.009 * random.noise(0.4))
  const delivered = recipients.length - hardBounces - softBounces
  const openers = Math.round(delivered * 0.36 * random.noise(0.1))
  const clickers = Math.round(openers * 0.11 * random.noise(0.15))
  const complaints = Math.round(delivered * 0.0003 * random.noise(0.6))
  const first = { sent: recipients.length, delivered, hardBounces, softBounces, complaints }
  return { recipients, first, openers, clickers }
}

const NOTHING_SENT = { sent: 0, delivered: 0, hardBounces: 0, softBounces: 0, complaints: 0 }

/** What one mailing did on each of its days so far. */
function daysOf(sent: Mailing, telling: Telling, audience: Audience): SampleRow[] {
  const { storefront, key, day } = sent
  const reach = reachOf(sent, audience, new Random(`${telling.seed}/engagement/${key}`))
  const today = dayIn(storefront.timeZone, telling.now)
  return daysFrom(day, addDays(day, ATTRIBUTION_DAYS))
    .filter((each) => each <= today)
    .map((each, index) => {
      const share = shareOn(each, { index, storefront, now: telling.now })
      const won = audience.orders.get(`${key} ${each}`) ?? { orders: 0, revenue: 0 }
      return {
        ...about(sent),
        day: each,
        ...(index === 0 ? reach.first : NOTHING_SENT),
        ...engagement(reach, share, won.orders),
        unsubscribes: leaversOn(reach.recipients, each, storefront),
        ...won,
      }
    })
}

/** Whoever ordered has clicked, and whoever clicked has opened. */
function engagement(of: { openers: number; clickers: number }, share: number, orders: number) {
  const uniqueClicks = Math.max(Math.round(of.clickers * share), orders)
  const uniqueOpens = Math.max(Math.round(of.openers * share), uniqueClicks)
  return {
    uniqueOpens,
    opens: Math.round(uniqueOpens * 1.42),
    uniqueClicks,
    clicks: Math.round(uniqueClicks * 1.25),
  }
}

/** Share of the engagement on the day, as far as the day got. */
function shareOn(day: SampleDay, of: { index: number; storefront: Storefront; now: Date }): number {
  const elapsed = shareElapsed(of.storefront.timeZone, day, of.now)
  const start = of.index === 0 ? SENT_AT_HOUR / 24 : 0
  return (ENGAGEMENT[of.index] ?? 0) * Math.max(0, (elapsed - start) / (1 - start))
}

const leaversOn = (recipients: Subscriber[], day: SampleDay, { timeZone }: Storefront) =>
  recipients.filter(
    ({ unsubscribedAt }) =>
      unsubscribedAt !== null && dayIn(timeZone, new Date(unsubscribedAt * 1000)) === day
  ).length

function about({ key, storefront, name, subject, kind, sentAt }: Mailing) {
  return {
    key,
    listKey: `list/${storefront.id}`,
    listName: `${BUSINESS_NAME} ${storefront.country}`,
    name,
    subject,
    kind,
    currency: storefront.currency,
    timeZone: storefront.timeZone,
    sentAt,
    createdAt: sentAt - 86_400,
  }
}

/** The numbers of each mailing by day. */
export function emailDays(telling: Telling): SampleRow[] {
  const audience = audienceOf(telling)
  return mailings(telling).flatMap((sent) => daysOf(sent, telling, audience))
}
