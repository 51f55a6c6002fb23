import type { DateTime } from 'luxon'
import { Refusal } from '#foundation'
import { itemsOf, periodLines, prorationLines, type InvoiceLine } from '#billing/invoicing/lines'
import { totalsOf, type Totals } from '#billing/invoicing/totals'
import { findPlan, monthlyPrice } from '#billing/plans/catalogue'
import { periodAt, type Period } from '#billing/plans/periods'
import type { Terms } from '#billing/plans/plan'
import { standingOf } from '#billing/subscriptions/standing'
import type { Subscription } from '#billing/subscriptions/subscription'

export interface WantedPlan {
  plan: string
  packs: Record<string, number>
}

/** When a change begins. More begins at once, less with the next period. */
export type ChangeStart = 'now' | 'trial_end' | 'period_end'

export interface Quote extends Totals {
  starts: ChangeStart
  startsAt: DateTime
  /** The period that is being paid for; for a start with the next one, that one. */
  period: Period
  terms: Terms
  packs: Record<string, number>
  lines: InvoiceLine[]
  /** What each month costs from then on, before discount and tax. */
  monthlyCents: number
}

/** What a change costs, to the cent: the preview shows it and the change does it. */
export function quoteChange(subscription: Subscription, wanted: WantedPlan, now: DateTime): Quote {
  const terms = termsFor(subscription, wanted.plan)
  const packs = acceptPacks(terms, wanted.packs)
  const { currency } = subscription
  const monthlyCents = monthlyPrice(terms, packs, currency)!
  const start = startOf(subscription, monthlyCents, now)
  const lines = linesOf(subscription, { terms, packs, start, now })
  const totals = totalsOf(lines, { ...subscription, now })
  return { ...start, terms, packs, lines, monthlyCents, ...totals }
}

/** Who has a plan already keeps the version of it; everybody else gets the one on offer. */
function termsFor({ terms }: Subscription, plan: string): Terms {
  const found = terms?.plan === plan ? terms : findPlan(plan)
  if (!found?.monthly) {
    throw Refusal.ofField(
      'plan',
      'This plan cannot be chosen here. Choose another one, or ask us for an offer.'
    )
  }
  return found
}

function acceptPacks(terms: Terms, packs: Record<string, number>): Record<string, number> {
  for (const [name, count] of Object.entries(packs)) {
    const isSold = Object.hasOwn(terms.packs, name)
    if (!Number.isInteger(count) || count < 0 || count > 1_000 || (count > 0 && !isSold)) {
      throw Refusal.ofField(
        'packs',
        isSold
          ? 'The number of packs is a whole number from 0 to 1,000.'
          : `The ${terms.name} plan has no packs of ${name}. Set them to 0, or choose another plan.`
      )
    }
  }
  return Object.fromEntries(Object.entries(packs).filter(([, count]) => count > 0))
}

interface Start {
  starts: ChangeStart
  startsAt: DateTime
  period: Period
}

function startOf(subscription: Subscription, monthlyCents: number, now: DateTime): Start {
  const { state, period, until, terms, packs } = standingOf(subscription, now)
  if (state === 'trial') {
    return { starts: 'trial_end', startsAt: until!, period: periodAt(until!, until!) }
  }
  if (state !== 'paid' && state !== 'late') {
    return { starts: 'now', startsAt: now, period: periodAt(now, now) }
  }
  const before = monthlyPrice(terms, packs, subscription.currency) ?? 0
  return monthlyCents >= before
    ? { starts: 'now', startsAt: now, period }
    : {
        starts: 'period_end',
        startsAt: period.end,
        period: periodAt(subscription.anchor, period.end),
      }
}

interface Priced {
  terms: Terms
  packs: Record<string, number>
  start: Start
  now: DateTime
}

function linesOf(subscription: Subscription, { terms, packs, start, now }: Priced): InvoiceLine[] {
  const { currency } = subscription
  const after = itemsOf(terms, packs, currency)
  const { state, ...held } = standingOf(subscription, now)
  const isRunning = state === 'paid' || state === 'late'
  if (start.starts === 'now' && isRunning) {
    const before = itemsOf(held.terms, held.packs, currency)
    return prorationLines({ before, after }, start.period, now)
  }
  return start.starts === 'now' ? periodLines(after, start.period) : []
}
