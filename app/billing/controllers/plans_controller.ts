import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { currentTenant, Refusal, withTenant } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { ChangePlan } from '#billing/actions/change_plan'
import { subscriptionView } from '#billing/subscriptions/subscription_view'
import { quoteChange, type Quote, type WantedPlan } from '#billing/invoicing/quote_change'
import { METER_WORDS } from '#billing/limits/plan_limit'
import { isCollecting } from '#billing/payments/collector'
import { changeAtProvider } from '#billing/payments/provider_subscription'
import { plansOnOffer } from '#billing/plans/catalogue'
import { METERS, type Currency, type Terms } from '#billing/plans/plan'
import { subscriptionOf, type Subscription } from '#billing/subscriptions/subscription'
import { planValidator } from '#billing/validators/plan_validator'

export default class PlansController {
  /** With a plan in the address, what it would cost: exactly what choosing it does. */
  async index(ctx: HttpContext) {
    const now = DateTime.utc()
    const subscription = await subscriptionOf(currentTenant())
    const asked = ctx.request.input('plan') as string | undefined
    return ctx.inertia.render('billing/plans', {
      subscription: subscriptionView(subscription, now),
      plans: plansFor(subscription).map((terms) => planView(terms, subscription.currency)),
      quote: asked ? quoteFor(subscription, wantedOf(ctx, asked), now) : null,
      mayChange: can(ctx, 'billing.manage'),
    })
  }

  async update(ctx: HttpContext) {
    const { plan, packs } = await ctx.request.validateUsing(planValidator)
    const { organization } = ctx
    const wanted = { plan, packs: packs ?? {} }
    const now = DateTime.utc()
    const path = `/o/${organization.slug}/billing`
    const change = { organization, wanted, now, returnUrl: new URL(path, appUrl).href }
    const { url, quote } = isCollecting()
      ? await changeAtProvider(change)
      : { url: undefined, quote: await changeHere(ctx, wanted, now) }
    if (url) {
      return ctx.inertia.location(url)
    }
    ctx.session.flash('toast', { tone: 'success', message: doneSentence(quote) })
    return ctx.response.redirect().status(303).toPath(path)
  }
}

function changeHere(ctx: HttpContext, wanted: WantedPlan, now: DateTime) {
  const actorId = ctx.auth.getUserOrFail().id
  return withTenant(ctx.organization.id, (tenant) =>
    new ChangePlan().execute(tenant, { wanted, actorId, now })
  )
}

function doneSentence({ terms, starts, startsAt }: Quote): string {
  return starts === 'period_end'
    ? `The ${terms.name} plan begins on ${startsAt.toISODate()}. Until then nothing changes.`
    : `The ${terms.name} plan is active now.`
}

/** The own version takes the place of the one on offer. */
function plansFor({ terms }: Subscription): Terms[] {
  return plansOnOffer().map((offered) => (terms?.plan === offered.plan ? terms : offered))
}

function planView(terms: Terms, currency: Currency) {
  const { plan, name, monthly, packs, included } = terms
  return {
    ...{ plan, name, monthlyCents: monthly?.[currency] ?? null },
    included: METERS.map((meter) => ({
      meter,
      label: METER_WORDS[meter].many,
      amount: included[meter] ?? null,
    })),
    packs: Object.entries(packs).map(([pack, { adds, meter, monthly: price }]) => ({
      ...{ name: pack, adds, label: METER_WORDS[meter].many, monthlyCents: price[currency] },
    })),
  }
}

/** Packs come as `pack_seats=2`; anything that is no number is refused by the quote. */
function wantedOf({ request }: HttpContext, plan: string): WantedPlan {
  const packs = Object.entries(request.qs())
    .filter(([name]) => name.startsWith('pack_'))
    .map(([name, count]) => [name.slice(5), Number(count)] as const)
  return { plan, packs: Object.fromEntries(packs) }
}

/** A question that makes no sense gets a sentence instead of a sum. */
function quoteFor(subscription: Subscription, wanted: WantedPlan, now: DateTime) {
  try {
    const { terms, packs, starts, startsAt, period, lines, monthlyCents, ...totals } = quoteChange(
      subscription,
      wanted,
      now
    )
    return {
      status: 'priced' as const,
      ...{ plan: terms.plan, planName: terms.name, packs, starts, startsAt: startsAt.toISO()! },
      ...{ lines: plain(lines), monthlyCents, ...totals },
    }
  } catch (error) {
    if (error instanceof Refusal) {
      return { status: 'refused' as const, message: error.message }
    }
    throw error
  }
}
