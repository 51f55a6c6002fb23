import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { noteOperatorAccess } from '#audit'
import { withTenant, type TenantTransaction } from '#foundation'
import { plain } from '#shared/plain'
import { AgreeOnTerms } from '#billing/actions/agree_on_terms'
import { ExtendTrial } from '#billing/actions/extend_trial'
import { GiveCredit } from '#billing/actions/give_credit'
import { METER_WORDS } from '#billing/limits/plan_limit'
import { plansOnOffer } from '#billing/plans/catalogue'
import { METERS } from '#billing/plans/plan'
import { billingOf, findOrganization } from '#billing/queries/billing_of'
import { revenueByCurrency } from '#billing/queries/revenue'
import {
  centsOf,
  contractValidator,
  creditValidator,
  termsOf,
  trialValidator,
} from '#billing/validators/operators_validator'

/** Billing as whoever runs the installation sees it: revenue, and what is agreed with one organization. */
export default class OperatorsBillingController {
  async index(ctx: HttpContext) {
    await noteOperatorAccess(operatorOf(ctx), 'revenue')
    return ctx.inertia.render('operations/billing', {
      currencies: plain(await revenueByCurrency()),
      plans: plansOnOffer().map(({ name, version, monthly }) => ({ name, version, monthly })),
    })
  }

  async show(ctx: HttpContext) {
    const { id, name, slug } = await organizationOf(ctx, 'billing')
    const view = await withTenant(id, billingOf, { keepsAnswers: true })
    return ctx.inertia.render('operations/subscription', {
      organization: { id, name, slug },
      ...view,
      plans: plansOnOffer().map(({ plan, name: label }) => ({ plan, name: label })),
      meters: METERS.map((meter) => ({ meter, label: METER_WORDS[meter].many })),
    })
  }

  async credit(ctx: HttpContext) {
    const { id } = await organizationOf(ctx, 'give credit')
    const { amount, ...given } = await ctx.request.validateUsing(creditValidator)
    const actorId = ctx.auth.getUserOrFail().id
    await new GiveCredit().execute(id, { ...given, cents: centsOf(amount), actorId })
    return done(ctx, given.way === 'refund' ? 'The money goes back.' : 'The credit is given.')
  }

  async extendTrial(ctx: HttpContext) {
    const { until } = await ctx.request.validateUsing(trialValidator)
    const end = DateTime.fromISO(until, { zone: 'utc' }).endOf('day').startOf('second')
    await this.change(ctx, `extend trial to ${until}`, (tenant, actorId, now) =>
      new ExtendTrial().execute(tenant, { until: end, actorId, now })
    )
    return done(ctx, `The trial lasts until ${until}.`)
  }

  async agree(ctx: HttpContext) {
    const terms = termsOf(await ctx.request.validateUsing(contractValidator))
    await this.change(ctx, 'agree on terms', (tenant, actorId, now) =>
      new AgreeOnTerms().execute(tenant, { terms, actorId, now })
    )
    return done(ctx, `The terms of ${terms.name} apply from now on.`)
  }

  private async change(
    ctx: HttpContext,
    what: string,
    act: (tenant: TenantTransaction, actorId: string, now: DateTime) => Promise<void>
  ) {
    const { id } = await organizationOf(ctx, what)
    await withTenant(id, (tenant) => act(tenant, ctx.auth.getUserOrFail().id, DateTime.utc()))
  }
}

const operatorOf = ({ auth }: HttpContext) => ({ operatorId: auth.getUserOrFail().id })

async function organizationOf(ctx: HttpContext, what: string) {
  const organization = await findOrganization(ctx.params.id as string)
  await noteOperatorAccess(operatorOf(ctx), `${what}: organization ${organization.id}`)
  return organization
}

function done({ session, response }: HttpContext, message: string) {
  session.flash('toast', { tone: 'success', message })
  return response.redirect().status(303).back()
}
