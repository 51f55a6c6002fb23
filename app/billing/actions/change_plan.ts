import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { ProgrammingError, type TenantTransaction } from '#foundation'
import { announcePlanChange } from '#billing/events/plan_changed'
import { issueInvoice } from '#billing/invoicing/issue_invoice'
import { quoteChange, type Quote, type WantedPlan } from '#billing/invoicing/quote_change'
import {
  holdSubscription,
  saveSubscription,
  type Subscription,
} from '#billing/subscriptions/subscription'
import { chargeExtraUsage } from '#billing/usage/charge_extra_usage'

export interface PlanChange {
  wanted: WantedPlan
  actorId: string | null
  now: DateTime
}

/** Changes the plan on our own ledger: at once for more, with the next period for less. */
export class ChangePlan {
  async execute(tenant: TenantTransaction, { wanted, actorId, now }: PlanChange): Promise<Quote> {
    const subscription = await holdSubscription(tenant)
    assertOurs(subscription)
    const quote = quoteChange(subscription, wanted, now)
    await this.apply(tenant, { subscription, quote, now })
    await recordAudit(tenant, {
      actorId,
      action: 'plan.changed',
      subject: `organization:${tenant.organizationId}`,
      detail: { plan: quote.terms.plan, packs: quote.packs, starts: quote.starts },
    })
    await announcePlanChange(tenant, now)
    return quote
  }

  private async apply(tenant: TenantTransaction, change: AppliedChange) {
    const { subscription, quote, now } = change
    const { terms, packs, starts, period } = quote
    if (starts === 'period_end') {
      const next = { nextTerms: terms, nextPacks: packs, cancelsAtPeriodEnd: false }
      return saveSubscription(tenant, next, now)
    }
    // What was used beyond the old plan is charged by the old plan, before the new one begins.
    await chargeExtraUsage(tenant, subscription, now)
    await saveSubscription(
      tenant,
      {
        ...{ terms, packs, nextTerms: null, nextPacks: null, cancelsAtPeriodEnd: false },
        ...(starts === 'now' ? begun(subscription, quote) : {}),
      },
      now
    )
    if (starts === 'now') {
      const isNew = period.start.equals(now)
      const reason = isNew ? 'subscription_start' : 'plan_change'
      await issueInvoice(tenant, subscription, { reason, lines: quote.lines, period, now })
    }
  }
}

interface AppliedChange {
  subscription: Subscription
  quote: Quote
  now: DateTime
}

/** A new subscription is counted from now; in a running period only the positions change. */
function begun({ anchor }: Subscription, { period, startsAt }: Quote): Partial<Subscription> {
  const isNew = period.start.equals(startsAt)
  return {
    ...{ status: 'active', trialEndsAt: null, paidUntil: null },
    ...{ anchor: isNew ? startsAt : anchor, periodStart: period.start, periodEnd: period.end },
  }
}

export function assertOurs({ collector }: Subscription) {
  if (collector !== 'nobody') {
    throw new ProgrammingError(
      'This subscription is kept by the payment provider, and changed there.'
    )
  }
}
