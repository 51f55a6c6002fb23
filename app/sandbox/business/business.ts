import type { AdReportRow, SampleBusiness, SampleDay, SampleOrder } from '#kit'
import { listAdAccounts } from './ad_accounts.js'
import { advertise, CONVERSION_WINDOW_DAYS, type AdDay } from './advertising.js'
import { BUSINESS_NAME, STOREFRONTS } from './catalogue.js'
import { listCustomers } from './customers.js'
import { addDays, dayIn, daysFrom, startOfDay } from './days.js'
import { placeAttributedOrder, placeDirectOrders } from './orders.js'
import { reportAds } from './report.js'
import { SeriesBook } from './series.js'
import { runCoffeeClub } from './subscriptions.js'

export const SAMPLE_MONTHS = 14
/** Ad platforms refresh their reports from time to time, so that one reading agrees with itself. */
const HOUR_MS = 3_600_000

export const SAMPLE_SEED = 'harbor-coffee'

export interface SampleWindow {
  from: SampleDay
  to: SampleDay
}

export interface BusinessOptions {
  now: Date
  seed?: string
  months?: number
}

/** A story is drawn for a second and takes some ten megabytes: those of today and of one other clock are kept. */
const KEPT_BUSINESSES = 2
const kept = new Map<string, SampleBusiness>()

/** The business that everyone in this process shares who asks on the same day. */
export function sharedBusiness(options: BusinessOptions): SampleBusiness {
  const { from, to } = sampleWindow(options.now, options.months)
  const key = [options.seed ?? SAMPLE_SEED, from, to].join(' ')
  const business = kept.get(key) ?? generateBusiness(options)
  kept.delete(key)
  kept.set(key, business)
  for (const oldest of [...kept.keys()].slice(0, -KEPT_BUSINESSES)) {
    kept.delete(oldest)
  }
  return business
}

/**
 * The whole sample business up to the end of today. Each day is drawn by itself, so a sample made
 * tomorrow tells the same past. Whoever serves it shows only what has happened by `now`.
 */
export function generateBusiness({
  now: madeAt,
  seed = SAMPLE_SEED,
  months = SAMPLE_MONTHS,
}: BusinessOptions): SampleBusiness {
  const adAccounts = listAdAccounts()
  const { from, to } = sampleWindow(madeAt, months)
  const advertised = advertiseAll(from, to, seed)
  const orders = collectOrders({ from, to, seed, attributed: advertised.orders })
  const reports = new Map<string, { hour: number; rows: AdReportRow[] }>()
  const business: SampleBusiness = {
    name: BUSINESS_NAME,
    from,
    to,
    adAccounts,
    orders: orders.all,
    subscriptions: orders.subscriptions,
    customers: listCustomers(orders.all, seed),
    reportAds(accountId, now) {
      const hour = Math.floor(now.getTime() / HOUR_MS)
      const known = reports.get(accountId)
      if (known?.hour === hour) {
        return known.rows
      }
      const account = adAccounts.find(({ id }) => id === accountId)
      const days = advertised.days.get(accountId) ?? []
      const rows = account
        ? reportAds({ account, days, orders: orders.all, now: new Date(hour * HOUR_MS), from })
        : []
      reports.set(accountId, { hour, rows })
      return rows
    },
    series: (name, now) => series.read(name, now),
  }
  const series = new SeriesBook(business, seed)
  return business
}

/** The days that a sample made now covers. Tokyo's day begins first. */
export function sampleWindow(now: Date, months = SAMPLE_MONTHS): SampleWindow {
  const to = dayIn('Asia/Tokyo', now)
  return { from: firstDay(to, months), to }
}

/** The first of the month, `months` months back. */
function firstDay(to: SampleDay, months: number): SampleDay {
  const date = new Date(`${to.slice(0, 7)}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() - months)
  return date.toISOString().slice(0, 10)
}

/** Clicks before the first day still bring orders in it, so the ads start one window earlier. */
function advertiseAll(from: SampleDay, to: SampleDay, seed: string) {
  const days = new Map<string, AdDay[]>()
  const orders: SampleOrder[] = []
  for (const account of listAdAccounts()) {
    const adDays: AdDay[] = []
    for (const day of daysFrom(addDays(from, -CONVERSION_WINDOW_DAYS), to)) {
      const ran = advertise(account, day, seed)
      adDays.push(...ran.days)
      orders.push(...ran.wins.map((win) => placeAttributedOrder(win, seed)))
    }
    days.set(account.id, adDays)
  }
  return { days, orders }
}

interface Collecting {
  from: SampleDay
  to: SampleDay
  seed: string
  attributed: SampleOrder[]
}

function collectOrders({ from, to, seed, attributed }: Collecting) {
  const club = runCoffeeClub(from, to, seed)
  const direct = daysFrom(from, to).flatMap((day) =>
    STOREFRONTS.flatMap((storefront) => placeDirectOrders(storefront, day, seed))
  )
  const opens = new Map(STOREFRONTS.map(({ id, timeZone }) => [id, startOfDay(timeZone, from)]))
  const closes = new Map(
    STOREFRONTS.map(({ id, timeZone }) => [id, startOfDay(timeZone, addDays(to, 1))])
  )
  const all = [...attributed, ...direct, ...club.orders]
    .filter(({ storefront, at }) => at >= opens.get(storefront)! && at < closes.get(storefront)!)
    .sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1))
  return { all, subscriptions: club.subscriptions }
}
