import type { DateTime } from 'luxon'
import { collectorSentence, isCollecting } from '#billing/payments/collector'
import { monthlyPrice } from '#billing/plans/catalogue'
import { standingOf } from '#billing/subscriptions/standing'
import type { Subscription } from '#billing/subscriptions/subscription'

/** The subscription as the head of every billing page shows it. Names of the provider stay on the server. */
export function subscriptionView(subscription: Subscription, now: DateTime) {
  const { state, terms, period, until } = standingOf(subscription, now)
  return {
    ...chosenOf(subscription),
    ...{ state, plan: terms.plan, planName: terms.name },
    periodStart: period.start.toISO()!,
    periodEnd: period.end.toISO()!,
    until: until?.toISO() ?? null,
    cancels: subscription.cancelsAtPeriodEnd,
    capCents: subscription.capCents,
    balanceCents: subscription.balanceCents,
    isCollecting: isCollecting(),
    collector: collectorSentence(),
    hasPortal: isCollecting() && subscription.customerRef !== null,
  }
}

/** What was chosen, whether it counts already or not yet. */
function chosenOf({ terms, packs, currency, coupon, nextTerms, nextPacks }: Subscription) {
  return {
    ...{ packs, currency },
    ...(terms
      ? {
          ...{ chosenPlan: terms.plan, chosenPlanName: terms.name },
          monthlyCents: monthlyPrice(terms, packs, currency),
        }
      : { chosenPlan: null, chosenPlanName: null, monthlyCents: 0 }),
    next: nextTerms && { planName: nextTerms.name, packs: nextPacks ?? {} },
    coupon: coupon && {
      ...{ code: coupon.code, percentOff: coupon.percentOff, endsAt: coupon.endsAt },
    },
  }
}
