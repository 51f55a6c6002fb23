import type { DateTime } from 'luxon'
import plansConfig from '#config/plans'
import { fallbackTerms, planNamed } from '#billing/plans/catalogue'
import { periodAt, type Period } from '#billing/plans/periods'
import type { Terms } from '#billing/plans/plan'
import type { Subscription } from '#billing/subscriptions/subscription'

/** Where an organization stands at a moment. It is derived, so a job that is late changes nothing about it. */
export interface Standing {
  state: 'trial' | 'free' | 'paid' | 'late' | 'paused'
  /** What counts now: the trial's plan during the trial, the own one while it is paid for, else the one below. */
  terms: Terms
  packs: Record<string, number>
  /** In which usage is counted. */
  period: Period
  /** Until when the state lasts where it ends by itself: the trial, or the patience with a late payment. */
  until: DateTime | null
}

export function standingOf(subscription: Subscription, now: DateTime): Standing {
  const { trialEndsAt, status } = subscription
  if (trialEndsAt && trialEndsAt > now && status === 'trialing') {
    return trial(subscription, trialEndsAt)
  }
  return status === 'paused' ? withoutPlan(subscription, now, 'paused') : ended(subscription, now)
}

function trial({ periodStart, periodEnd }: Subscription, ends: DateTime): Standing {
  const period = { start: periodStart, end: periodEnd }
  return { state: 'trial', terms: planNamed(plansConfig.trialPlan), packs: {}, period, until: ends }
}

function ended(subscription: Subscription, now: DateTime): Standing {
  const { terms, packs, pastDueSince } = subscription
  if (!terms || terms.plan === plansConfig.fallbackPlan) {
    return withoutPlan(subscription, now, 'free')
  }
  const patience = pastDueSince?.plus({ days: plansConfig.graceDays }) ?? null
  if (patience && patience <= now) {
    return withoutPlan(subscription, now, 'free')
  }
  const period = currentPeriod(subscription, now)
  return { state: patience ? 'late' : 'paid', terms, packs, period, until: patience }
}

function withoutPlan(
  subscription: Subscription,
  now: DateTime,
  state: 'free' | 'paused'
): Standing {
  const period = periodAt(subscription.anchor, now)
  return { state, terms: fallbackTerms(), packs: {}, period, until: null }
}

/** As the payment provider or the last invoice has it; behind its end, the month that must have begun. */
function currentPeriod({ anchor, periodStart, periodEnd }: Subscription, now: DateTime): Period {
  return now < periodEnd ? { start: periodStart, end: periodEnd } : periodAt(anchor, now)
}
