import { enqueue, type TenantTransaction } from '#foundation'
import type { Subscription } from '#billing/subscriptions/subscription'

export const MAIL_QUEUE = { name: 'billing.mail' }

export type Occasion =
  'payment_failed' | 'plan_changed' | 'trial_ends' | 'trial_ended' | 'limit_near' | 'plan_lost'

/** Asks for a mail in the transaction of its cause. `about` says which one, so that each is sent once. */
export async function askForMail(tenant: TenantTransaction, occasion: Occasion, about: string) {
  const { organizationId } = tenant
  await enqueue(
    MAIL_QUEUE,
    { organizationId, occasion, about },
    { within: tenant, group: organizationId }
  )
}

/** What of a change people are told about. */
export async function announceChanges(
  tenant: TenantTransaction,
  before: Subscription,
  after: Subscription
) {
  const occasion = occasionOf(before, after)
  if (occasion) {
    await askForMail(tenant, occasion, '')
  }
}

function occasionOf(before: Subscription, after: Subscription): Occasion | null {
  if (before.pastDueSince && !after.terms) {
    return 'plan_lost'
  }
  if (!before.pastDueSince && after.pastDueSince) {
    return 'payment_failed'
  }
  return planOf(before) === planOf(after) ? null : 'plan_changed'
}

const planOf = ({ terms, packs }: Subscription) =>
  JSON.stringify([terms?.plan, terms?.version, Object.entries(packs).sort()])
