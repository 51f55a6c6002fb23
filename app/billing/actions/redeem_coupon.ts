import type { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { Refusal, withTenant } from '#foundation'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { perform } from '#billing/payments/payment_requests'
import { keyOf } from '#billing/payments/provider_subscription'
import { findCoupon } from '#billing/plans/catalogue'
import type { Coupon } from '#billing/plans/plan'
import { ensureCoupon } from '#billing/provider/ensure_prices'
import { holdSubscription, saveSubscription } from '#billing/subscriptions/subscription'

/** Puts a coupon on the subscription. It counts from the next invoice on; another one takes its place. */
export class RedeemCoupon {
  async execute(
    organizationId: string,
    { code, actorId, now }: { code: string; actorId: string | null; now: DateTime }
  ) {
    const coupon = findCoupon(code)
    if (!coupon) {
      throw Refusal.ofField('code', 'There is no such coupon. Check the letters and digits.')
    }
    const known = await withTenant(organizationId, async (tenant) => {
      const subscription = await holdSubscription(tenant)
      const endsAt = coupon.periods === null ? null : now.plus({ months: coupon.periods }).toISO()
      await saveSubscription(tenant, { coupon: { ...coupon, endsAt } }, now)
      await recordAudit(tenant, {
        ...{ actorId, action: 'coupon.redeemed', subject: `organization:${organizationId}` },
        detail: { code: coupon.code },
      })
      return subscription
    })
    if (known.subscriptionRef) {
      await this.atProvider(known.subscriptionRef, { known, coupon, now })
    }
  }

  private async atProvider(id: string, { known, coupon, now }: AtProvider) {
    await ensureCoupon(coupon)
    await perform({
      organizationId: known.organizationId,
      operation: 'subscription.update',
      parameters: { id, discounts: [{ coupon: coupon.code }] },
      key: keyOf('coupon', known, coupon.code),
    })
    await new MirrorAccount().execute(known.organizationId, now)
  }
}

interface AtProvider {
  known: Awaited<ReturnType<typeof holdSubscription>>
  coupon: Coupon
  now: DateTime
}
