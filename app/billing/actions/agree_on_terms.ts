import type { DateTime } from 'luxon'
import { Refusal, type TenantTransaction } from '#foundation'
import { recordAudit } from '#audit'
import { announcePlanChange } from '#billing/events/plan_changed'
import { periodAt } from '#billing/plans/periods'
import type { Terms } from '#billing/plans/plan'
import { holdSubscription, saveSubscription } from '#billing/subscriptions/subscription'

export interface Agreement {
  terms: Terms
  actorId: string | null
  now: DateTime
}

/**
 * Gives an organization terms that were agreed on outside: an Enterprise contract, a plan without a charge. They hold
 * from now on, the trial ends, and nothing is collected for them.
 */
export class AgreeOnTerms {
  async execute(tenant: TenantTransaction, { terms, actorId, now }: Agreement) {
    const { subscriptionRef } = await holdSubscription(tenant)
    if (subscriptionRef) {
      throw new Refusal({
        code: 'E_CHARGED_ELSEWHERE',
        status: 409,
        message:
          'A subscription at the payment provider is running, and both would be charged. Cancel it there first; the contract can begin when it has ended.',
      })
    }
    const period = periodAt(now, now)
    await saveSubscription(
      tenant,
      {
        ...{ status: 'active', terms, packs: {}, anchor: now, trialEndsAt: null },
        ...{ periodStart: period.start, periodEnd: period.end },
        ...{ nextTerms: null, nextPacks: null, cancelsAtPeriodEnd: false, pastDueSince: null },
      },
      now
    )
    await recordAudit(tenant, {
      actorId,
      action: 'plan.agreed',
      subject: `organization:${tenant.organizationId}`,
      detail: { plan: terms.plan, version: terms.version },
    })
    await announcePlanChange(tenant, now)
  }
}
