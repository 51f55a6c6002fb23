import type { DateTime } from 'luxon'
import { assertPossible, type Rest } from '#billing/actions/pause_subscription'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { perform } from '#billing/payments/payment_requests'
import { keyOf, readSubscription } from '#billing/payments/provider_subscription'
import { restParameters } from '#billing/provider/item_changes'

/** Cancels at the period's end, takes that back, pauses or resumes, where a payment provider collects. */
export async function restAtProvider(
  organizationId: string,
  { rest, now }: { rest: Rest; now: DateTime }
) {
  const known = await readSubscription(organizationId)
  assertPossible(known, rest, now)
  const isOver = known.paidUntil !== null && known.paidUntil <= now
  const parameters = restParameters(rest, isOver)
  await perform({
    organizationId,
    operation: 'subscription.update',
    parameters: { id: known.subscriptionRef!, ...parameters },
    key: keyOf(rest, known, parameters),
  })
  await new MirrorAccount().execute(organizationId, now)
}
