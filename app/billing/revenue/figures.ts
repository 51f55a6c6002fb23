import type { DateTime } from 'luxon'
import { shareOf } from '#billing/money/money'
import { monthlyPrice } from '#billing/plans/catalogue'
import { standingOf, type Standing } from '#billing/subscriptions/standing'
import type { Subscription } from '#billing/subscriptions/subscription'

/** One subscription at the end of one day. Money is cents a month, after its coupon, before tax. */
export interface SubscriptionDay {
  plan: string
  state: Standing['state']
  currency: string
  monthlyCents: number
}

/**
 * What one currency and plan adds up to on one day. The movements are the usual ones of subscription businesses: the
 * recurring revenue of a day is that of the day before plus `new`, `reactivated` and `expanded`, less `contracted` and
 * `churned`, over all plans of a currency. A change of plan counts at the new plan; what ended counts at the old one.
 */
export const FIGURES = [
  'subscriptions',
  'trials',
  'recurringCents',
  'newCents',
  'reactivatedCents',
  'expandedCents',
  'contractedCents',
  'churnedCents',
  'started',
  'ended',
  'trialsEnded',
  'trialsConverted',
] as const

export type Figures = Record<(typeof FIGURES)[number], number>

export interface RevenueRow {
  currency: string
  plan: string
  figures: Partial<Figures>
}

/** What a subscription is worth a month: usage is not recurring, a trial and a plan by agreement bring nothing here. */
export function subscriptionDay(subscription: Subscription, at: DateTime): SubscriptionDay {
  const { state, terms, packs } = standingOf(subscription, at)
  const { currency, coupon } = subscription
  const isPaying = state === 'paid' || state === 'late'
  const full = isPaying ? (monthlyPrice(terms, packs, currency) ?? 0) : 0
  const isGood = coupon && (coupon.endsAt === null || at.toMillis() < Date.parse(coupon.endsAt))
  const discount = isGood ? shareOf(full, coupon.percentOff, 100) : 0
  return { plan: terms.plan, state, currency, monthlyCents: full - discount }
}

/** What one subscription adds to the figures of a day. `before` is the last day it was counted, if it ever was. */
export function rowsOf(
  today: SubscriptionDay,
  before: SubscriptionDay | null,
  hasPaidBefore: boolean
): RevenueRow[] {
  const paid = before?.currency === today.currency ? before.monthlyCents : 0
  const gone = before && before.currency !== today.currency ? before.monthlyCents : 0
  return [
    { ...today, figures: { ...stock(today), ...trialEnd(today, before) } },
    { ...today, figures: change(paid, today.monthlyCents, hasPaidBefore) },
    ...(paid > 0 && today.monthlyCents === 0 ? [churn(before!, paid)] : []),
    ...(gone > 0 ? [churn(before!, gone)] : []),
  ].map(({ currency, plan, figures }) => ({ currency, plan, figures }))
}

const stock = ({ state, monthlyCents }: SubscriptionDay): Partial<Figures> => ({
  subscriptions: monthlyCents > 0 ? 1 : 0,
  trials: state === 'trial' ? 1 : 0,
  recurringCents: monthlyCents,
})

function trialEnd(today: SubscriptionDay, before: SubscriptionDay | null): Partial<Figures> {
  const hasEnded = before?.state === 'trial' && today.state !== 'trial'
  return hasEnded ? { trialsEnded: 1, trialsConverted: today.monthlyCents > 0 ? 1 : 0 } : {}
}

function change(before: number, now: number, hasPaidBefore: boolean): Partial<Figures> {
  if (now === 0 || now === before) {
    return {}
  }
  if (before > 0) {
    return now > before ? { expandedCents: now - before } : { contractedCents: before - now }
  }
  return hasPaidBefore ? { reactivatedCents: now, started: 1 } : { newCents: now, started: 1 }
}

const churn = ({ currency, plan }: SubscriptionDay, cents: number): RevenueRow => ({
  ...{ currency, plan },
  figures: { churnedCents: cents, ended: 1 },
})

/** The plan under which stands what was lost with organizations that are gone, rows and all. */
const REMOVED = 'removed'

/** An organization that was deleted has no row any more: what the day before had and nobody accounts for is churn. */
export function removedOf(before: RevenueRow[], today: RevenueRow[]): RevenueRow[] {
  const currencies = [...new Set(before.map(({ currency }) => currency))]
  return currencies.map((currency) => {
    const had = sumOf(before, currency)
    const has = sumOf(today, currency)
    const added = has('newCents') + has('reactivatedCents') + has('expandedCents')
    const lost = has('contractedCents') + has('churnedCents')
    return {
      ...{ currency, plan: REMOVED },
      figures: {
        churnedCents: had('recurringCents') + added - lost - has('recurringCents'),
        ended: had('subscriptions') + has('started') - has('ended') - has('subscriptions'),
      },
    }
  })
}

const sumOf = (rows: RevenueRow[], currency: string) => (name: keyof Figures) =>
  rows
    .filter((row) => row.currency === currency)
    .reduce((sum, { figures }) => sum + (figures[name] ?? 0), 0)
