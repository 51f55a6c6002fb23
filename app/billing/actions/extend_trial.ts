import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { Refusal, type TenantTransaction } from '#foundation'
import { holdSubscription, saveSubscription } from '#billing/subscriptions/subscription'

/** Lets a trial that is not over last longer. An operator does it; what was chosen begins when it ends, as before. */
export class ExtendTrial {
  async execute(
    tenant: TenantTransaction,
    { until, actorId, now }: { until: DateTime; actorId: string | null; now: DateTime }
  ) {
    const { status, trialEndsAt, subscriptionRef } = await holdSubscription(tenant)
    if (status !== 'trialing' || !trialEndsAt || trialEndsAt <= now) {
      throw refusal('This organization is not in a trial any more. Nothing was changed.')
    }
    if (subscriptionRef) {
      throw refusal(
        'A plan was chosen already, and the payment provider counts this trial. Extend it there; it is taken over from there.'
      )
    }
    if (until <= trialEndsAt) {
      throw refusal(`The trial lasts until ${trialEndsAt.toISODate()} already. Choose a later day.`)
    }
    await saveSubscription(tenant, { trialEndsAt: until, periodEnd: until, anchor: until }, now)
    await recordAudit(tenant, {
      actorId,
      action: 'trial.extended',
      subject: `organization:${tenant.organizationId}`,
      detail: { until: until.toISO() },
    })
  }
}

const refusal = (message: string) => Refusal.ofField('until', message)
