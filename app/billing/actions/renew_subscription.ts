import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { announcePlanChange } from '#billing/events/plan_changed'
import { issueInvoice } from '#billing/invoicing/issue_invoice'
import { extraLines, itemsOf, periodLines, type InvoiceLine } from '#billing/invoicing/lines'
import { periodAt, type Period } from '#billing/plans/periods'
import {
  holdSubscription,
  saveSubscription,
  type Subscription,
} from '#billing/subscriptions/subscription'
import { chargeExtraUsage } from '#billing/usage/charge_extra_usage'
import { chargedInPeriod } from '#billing/usage/usage_sums'

/**
 * Ends the periods of our own ledger that are over and begins the next ones, each with its invoice: extra usage of the
 * old period afterwards, plan and packs of the new one ahead. However late it runs, every period gets its invoice once.
 */
export class RenewSubscription {
  async execute(tenant: TenantTransaction, now: DateTime): Promise<number> {
    let renewed = 0
    for (;;) {
      const subscription = await holdSubscription(tenant)
      if (!isDue(subscription, now)) {
        return renewed
      }
      await this.renew(tenant, subscription)
      await announcePlanChange(tenant, now)
      renewed += 1
    }
  }

  private async renew(tenant: TenantTransaction, ending: Subscription) {
    const { periodStart: start, periodEnd: end, anchor, currency } = ending
    await chargeExtraUsage(tenant, ending, end.minus({ milliseconds: 1 }))
    const used = ending.terms ? await this.extra(tenant, ending, { start, end }) : []
    const next = await this.begin(tenant, ending, periodAt(anchor, end))
    const ahead = next.terms
      ? periodLines(itemsOf(next.terms, next.packs, currency), next.period)
      : []
    const reason = ending.status === 'trialing' ? 'subscription_start' : 'period'
    const lines = [...used, ...ahead]
    await issueInvoice(tenant, ending, { reason, lines, period: next.period, now: end })
  }

  private async extra(
    tenant: TenantTransaction,
    { terms, currency }: Subscription,
    period: Period
  ): Promise<InvoiceLine[]> {
    const charged = await chargedInPeriod(tenant, period.start)
    return extraLines(charged, { terms: terms!, currency, period })
  }

  private async begin(tenant: TenantTransaction, ending: Subscription, period: Period) {
    const { terms, packs, nextTerms, nextPacks, cancelsAtPeriodEnd, periodEnd } = ending
    const ends = cancelsAtPeriodEnd || !terms
    const next = {
      terms: ends ? null : (nextTerms ?? terms),
      packs: ends ? {} : (nextPacks ?? packs),
    }
    await saveSubscription(
      tenant,
      {
        ...{ ...next, status: 'active', trialEndsAt: null, cancelsAtPeriodEnd: false },
        ...{ nextTerms: null, nextPacks: null, periodStart: period.start, periodEnd: period.end },
      },
      periodEnd
    )
    return { ...next, period }
  }
}

/** Paused subscriptions stand still; those of a payment provider are renewed by it. */
function isDue({ collector, status, periodEnd }: Subscription, now: DateTime) {
  return collector === 'nobody' && status !== 'paused' && periodEnd <= now
}
