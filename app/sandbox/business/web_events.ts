import type { SampleOrder, SampleRow, UnixSeconds } from '#kit'
import { addDays, dayIn, momentOf } from './days.js'
import { STOREFRONTS } from './catalogue.js'
import { deviceOf, microsOf, originsOf } from './origins.js'
import { Random } from './random.js'
import type { Telling } from './telling.js'
import { CHANNELS, PAGES } from './web_days.js'
import { elapsedOf, shareOut } from './web_pages.js'

/** Single events are kept for as long as this. */
const KEPT_DAYS = 45

/** Everything that visitors did, session by session; the sessions are those of `webDays`. */
export function webEvents(telling: Telling): SampleRow[] {
  const { now, read } = telling
  const since = addDays(now.toISOString().slice(0, 10), -KEPT_DAYS)
  const orders = ordersByVisit(telling)
  return read('webDays')
    .filter(({ day }) => String(day) >= since)
    .flatMap((row) => sessionsOf(row, orders.get(visitKey(row)) ?? [], telling))
    .filter(({ at }) => Number(at) <= now.getTime() / 1000)
    .sort(
      (one, other) =>
        Number(one.at) - Number(other.at) || (String(one.key) < String(other.key) ? -1 : 1)
    )
}

const visitKey = ({ siteKey, day, source, medium, device }: SampleRow) =>
  [siteKey, day, source, medium, device].join(' ')

function ordersByVisit({ business, seed }: Telling): Map<string, SampleOrder[]> {
  const origins = originsOf(business, seed)
  const groups = new Map<string, SampleOrder[]>()
  for (const order of business.orders) {
    const channel = CHANNELS.find(({ id }) => id === origins.get(order.key))
    const { timeZone } = STOREFRONTS.find(({ id }) => id === order.storefront)!
    if (channel) {
      const day = dayIn(timeZone, new Date(order.at * 1000))
      const siteKey = `site/${order.storefront}`
      const key = visitKey({ siteKey, day, ...channel, device: deviceOf(order, seed) })
      groups.set(key, [...(groups.get(key) ?? []), order])
    }
  }
  return groups
}

function sessionsOf(row: SampleRow, orders: SampleOrder[], { seed, now }: Telling): SampleRow[] {
  const key = visitKey(row)
  const random = new Random(`${seed}/events/${key}`)
  const count = Number(row.sessions)
  const views = shareOut(
    Number(row.pageViews),
    Array.from({ length: count }, () => 1)
  )
  const [day, timeZone] = [String(row.day), String(row.timeZone)]
  const elapsed = elapsedOf(timeZone, day, now)
  const paid = orders.filter(({ at }) => at <= now.getTime() / 1000)
  return views.flatMap((pages, number) => {
    const order = paid[number]
    const startedAt = order ? order.at - 400 : momentOf(timeZone, day, random.next() * elapsed)
    const user = order ? order.customerKey : `visitor/${key}/${number}`
    const session = { ...row, sessionKey: `${key}/${number}`, userKey: user, startedAt }
    return eventsOf(session, { pages, order, random })
  })
}

interface Doing {
  pages: number
  order: SampleOrder | undefined
  random: Random
}

interface Session extends SampleRow {
  sessionKey: string
  userKey: string
  startedAt: UnixSeconds
}

function eventsOf(session: Session, { pages, order, random }: Doing): SampleRow[] {
  const event = (name: string, number: number, more: SampleRow): SampleRow => ({
    ...about(session),
    key: `${session.sessionKey}/${name}/${number}`,
    name,
    ...more,
  })
  const views = Array.from({ length: pages }, (_, number) =>
    event('page_view', number, {
      at: session.startedAt + number * 40,
      page: number === 0 ? session.landingPage : random.pick(PAGES).page,
    })
  )
  if (!order) {
    return views
  }
  const amount = microsOf(order.amountMinor, order.currency)
  const steps = [
    ['add_to_cart', -150],
    ['begin_checkout', -60],
    ['purchase', 0],
  ] as const
  return [
    ...views,
    ...steps.map(([name, offset], number) =>
      event(name, number, { at: order.at + offset, page: '/checkout', amount, orderKey: order.key })
    ),
  ]
}

const about = ({ siteKey, siteUrl, timeZone, day, currency, source, medium, campaign, device, country, sessionKey, userKey }: Session) => ({
  siteKey, siteUrl, timeZone, day, currency, source, medium, campaign, device, country, sessionKey, userKey, amount: null, orderKey: null,
}) // prettier-ignore
