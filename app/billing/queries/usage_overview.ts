import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlementsFrom, type Entitlements } from '#billing/entitlements'
import { extraSpent, uncharged } from '#billing/limits/flow_allowance'
import { METER_WORDS } from '#billing/limits/plan_limit'
import { stocksOf } from '#billing/limits/stocks'
import { extraCents, shareOf } from '#billing/money/money'
import { monthlyPrice } from '#billing/plans/catalogue'
import { FLOWS, METERS, type Flow, type Meter, type Stock } from '#billing/plans/plan'
import { dailyUsage } from '#billing/queries/daily_usage'
import type { Subscription } from '#billing/subscriptions/subscription'
import { forecast, type Forecast } from '#billing/usage/forecast'
import { chargedInPeriod, usedInPeriod } from '#billing/usage/usage_sums'

export interface MeterUsage {
  meter: Meter
  label: string
  used: number
  limit: number | null
  forecast: Forecast | null
  /** Whether more than the limit may be used, for money. */
  isExtended: boolean
}

export interface UsageOverview {
  meters: MeterUsage[]
  extraCents: number
  /** What the next invoice will be, before tax; null where nothing is charged. */
  nextInvoice: { expectedCents: number; lowCents: number; highCents: number } | null
}

type Sums = Partial<Record<Flow, number>>

/** What is used of each limit today, and where the period and its invoice are going. */
export async function usageOverview(
  tenant: TenantTransaction,
  subscription: Subscription,
  now: DateTime
): Promise<UsageOverview> {
  const entitled = entitlementsFrom(subscription, now)
  const { start, end } = entitled.period
  const flows = await usedInPeriod(tenant, entitled.period)
  const charged = await chargedInPeriod(tenant, start)
  const stocks = await stocksOf(tenant)
  const days = await dailyUsage(tenant, start, now)
  const daysLeft = Math.max(0, end.diff(now, 'days').days)
  const ahead = (flow: Flow, used: number) =>
    forecast(
      used,
      days.slice(0, -1).map((day) => day.used[flow] ?? 0),
      daysLeft
    )
  const meters = METERS.map((meter) => meterUsage(meter, { entitled, flows, stocks, ahead }))
  const spent = extraSpent(entitled, flows, charged)
  const nextInvoice = nextInvoiceOf(subscription, entitled, { meters, charged, spent })
  return { meters, extraCents: spent, nextInvoice }
}

interface Seen {
  entitled: Entitlements
  flows: Sums
  stocks: Record<Stock, number>
  ahead: (flow: Flow, used: number) => Forecast | null
}

function meterUsage(meter: Meter, { entitled, flows, stocks, ahead }: Seen): MeterUsage {
  const flow = FLOWS.find((name) => name === meter)
  const used = flow ? (flows[flow] ?? 0) : stocks[meter as Stock]
  return {
    ...{ meter, label: METER_WORDS[meter].many, used, limit: entitled[meter] },
    forecast: flow && used > 0 ? ahead(flow, used) : null,
    isExtended: flow !== undefined && entitled.extra[flow] !== undefined && entitled.capCents > 0,
  }
}

interface Known {
  meters: MeterUsage[]
  charged: Sums
  spent: number
}

function nextInvoiceOf(subscription: Subscription, entitled: Entitlements, known: Known) {
  const { coupon } = subscription
  const base = baseOf(subscription)
  if (base === null || entitled.state === 'paused') {
    return null
  }
  const at = (bound: keyof Forecast) => {
    const cents = base + extraAt(entitled, known, bound)
    return cents - shareOf(cents, coupon?.percentOff ?? 0, 100)
  }
  return { expectedCents: at('expected'), lowCents: at('low'), highCents: at('high') }
}

/** Plan and packs of the next period; null where there will be none. */
function baseOf(subscription: Subscription): number | null {
  const { terms, packs, nextTerms, nextPacks, cancelsAtPeriodEnd, currency } = subscription
  const ahead = nextTerms ?? terms
  if (!ahead) {
    return null
  }
  return cancelsAtPeriodEnd ? 0 : monthlyPrice(ahead, nextPacks ?? packs, currency)
}

/** Extra usage at a bound of the forecast; the cap is the most that it becomes. */
function extraAt(entitled: Entitlements, { meters, charged, spent }: Known, bound: keyof Forecast) {
  const cents = meters
    .filter(({ isExtended }) => isExtended)
    .map(({ meter, used, limit, forecast: expected }) => {
      const flow = meter as Flow
      const already = charged[flow] ?? 0
      const quantity = already + uncharged(limit, expected?.[bound] ?? used, already)
      return extraCents(quantity, entitled.extra[flow]![entitled.currency])
    })
  const sum = cents.reduce((total, amount) => total + amount, 0)
  return Math.max(spent, Math.min(sum, entitled.capCents))
}
