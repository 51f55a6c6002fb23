import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { Refusal, type TenantTransaction } from '#foundation'
import { assertOurs } from '#billing/actions/change_plan'
import { announcePlanChange } from '#billing/events/plan_changed'
import { issueInvoice } from '#billing/invoicing/issue_invoice'
import { itemsOf, periodLines } from '#billing/invoicing/lines'
import { periodAt } from '#billing/plans/periods'
import { standingOf } from '#billing/subscriptions/standing'
import {
  holdSubscription,
  saveSubscription,
  type Subscription,
} from '#billing/subscriptions/subscription'

export type Rest = 'cancellation' | 'continuation' | 'pause' | 'resumption'

const AUDIT: Record<Rest, string> = {
  cancellation: 'plan.cancelled',
  continuation: 'plan.continued',
  pause: 'plan.paused',
  resumption: 'plan.resumed',
}

/**
 * Lets a subscription rest, on our own ledger. Cancelled ends with the period; paused rests from now on and is Free,
 * and whoever resumes it within the time that was paid for has that time again.
 */
export class PauseSubscription {
  async execute(
    tenant: TenantTransaction,
    { rest, actorId, now }: { rest: Rest; actorId: string | null; now: DateTime }
  ) {
    const subscription = await holdSubscription(tenant)
    assertOurs(subscription)
    assertPossible(subscription, rest, now)
    await this.apply(tenant, subscription, { rest, now })
    await recordAudit(tenant, {
      actorId,
      action: AUDIT[rest],
      subject: `organization:${tenant.organizationId}`,
    })
    await announcePlanChange(tenant, now)
  }

  private apply(
    tenant: TenantTransaction,
    subscription: Subscription,
    { rest, now }: { rest: Rest; now: DateTime }
  ) {
    switch (rest) {
      case 'cancellation':
        return saveSubscription(tenant, { cancelsAtPeriodEnd: true }, now)
      case 'continuation':
        return saveSubscription(tenant, { cancelsAtPeriodEnd: false }, now)
      case 'pause':
        return saveSubscription(
          tenant,
          { status: 'paused', paidUntil: subscription.periodEnd },
          now
        )
      case 'resumption':
        return this.resume(tenant, subscription, now)
    }
  }

  private async resume(tenant: TenantTransaction, subscription: Subscription, now: DateTime) {
    const { paidUntil, terms, packs, currency } = subscription
    if (paidUntil && paidUntil > now) {
      return saveSubscription(tenant, { status: 'active', paidUntil: null }, now)
    }
    const period = periodAt(now, now)
    await saveSubscription(
      tenant,
      {
        ...{ status: 'active', paidUntil: null, anchor: now },
        ...{ periodStart: period.start, periodEnd: period.end },
      },
      now
    )
    const lines = periodLines(itemsOf(terms!, packs, currency), period)
    await issueInvoice(tenant, subscription, { reason: 'subscription_start', lines, period, now })
  }
}

/** Refuses what makes no sense now, in a sentence; what was done already is not done again. */
export function assertPossible(subscription: Subscription, rest: Rest, now: DateTime) {
  const { state } = standingOf(subscription, now)
  const { cancelsAtPeriodEnd, terms } = subscription
  const isPossible: Record<Rest, boolean> = {
    cancellation: terms !== null && !cancelsAtPeriodEnd && state !== 'paused',
    continuation: cancelsAtPeriodEnd,
    pause: state === 'paid',
    resumption: state === 'paused',
  }
  if (!isPossible[rest]) {
    throw new Refusal({
      code: 'E_SUBSCRIPTION_STATE',
      status: 409,
      message:
        'The state of the subscription does not allow this; another person may have changed it meanwhile. Nothing was changed. Reload the page to see its current state.',
    })
  }
}
