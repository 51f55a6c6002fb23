import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { Refusal, withTenant } from '#foundation'
import { PauseSubscription, type Rest } from '#billing/actions/pause_subscription'
import { RedeemCoupon } from '#billing/actions/redeem_coupon'
import { SaveBillingSettings } from '#billing/actions/save_billing_settings'
import { isCollecting } from '#billing/payments/collector'
import { MirrorAccount } from '#billing/payments/mirror_account'
import { restAtProvider } from '#billing/payments/provider_rest'
import { openPortal } from '#billing/provider/open_portal'
import { subscriptionOf } from '#billing/subscriptions/subscription'
import { couponValidator, settingsValidator } from '#billing/validators/plan_validator'

const SAID: Record<Rest, string> = {
  cancellation: 'The subscription ends with this period. Until then you can undo the cancellation.',
  continuation: 'The subscription continues.',
  pause: 'The subscription is paused. What you have stays; syncs wait.',
  resumption: 'The subscription is active again.',
}

/** What is done to a subscription besides choosing a plan. A payment provider may be asked, so no transaction is open. */
export default class SubscriptionController {
  cancel = (ctx: HttpContext) => rest(ctx, 'cancellation')
  continue = (ctx: HttpContext) => rest(ctx, 'continuation')
  pause = (ctx: HttpContext) => rest(ctx, 'pause')
  resume = (ctx: HttpContext) => rest(ctx, 'resumption')

  async redeem(ctx: HttpContext) {
    const { code } = await ctx.request.validateUsing(couponValidator)
    const actorId = ctx.auth.getUserOrFail().id
    await new RedeemCoupon().execute(ctx.organization.id, { code, actorId, now: DateTime.utc() })
    return done(ctx, 'The coupon is used from the next invoice on.')
  }

  async settings(ctx: HttpContext) {
    const { cap, ...profile } = await ctx.request.validateUsing(settingsValidator)
    await new SaveBillingSettings().execute(ctx.organization.id, {
      settings: { profile, capCents: cap * 100 },
      actorId: ctx.auth.getUserOrFail().id,
      now: DateTime.utc(),
    })
    return done(ctx, 'The billing settings are saved.')
  }

  /** Back from the checkout: the event may still be under way, so the account is read now. */
  async read(ctx: HttpContext) {
    if (isCollecting()) {
      await new MirrorAccount().execute(ctx.organization.id, DateTime.utc())
    }
    return ctx.response.redirect().status(303).toPath(`/o/${ctx.organization.slug}/billing`)
  }

  async portal(ctx: HttpContext) {
    const { customerRef } = await withTenant(ctx.organization.id, subscriptionOf)
    if (!isCollecting() || !customerRef) {
      throw new Refusal({
        code: 'E_NO_PAYMENT_METHODS',
        status: 409,
        message:
          'There are no payment methods yet. They are asked for when a paid plan is chosen, where a payment provider is set up.',
      })
    }
    const path = `/o/${ctx.organization.slug}/billing`
    return ctx.inertia.location(await openPortal(customerRef, new URL(path, appUrl).href))
  }
}

async function rest(ctx: HttpContext, wanted: Rest) {
  const { id } = ctx.organization
  const actorId = ctx.auth.getUserOrFail().id
  const now = DateTime.utc()
  const { collector } = await withTenant(id, subscriptionOf)
  await (collector === 'provider'
    ? restAtProvider(id, { rest: wanted, now })
    : withTenant(id, (tenant) =>
        new PauseSubscription().execute(tenant, { rest: wanted, actorId, now })
      ))
  return done(ctx, SAID[wanted])
}

function done(ctx: HttpContext, message: string) {
  ctx.session.flash('toast', { tone: 'success', message })
  return ctx.response.redirect().status(303).back()
}
