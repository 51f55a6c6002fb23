import limiter from '@adonisjs/limiter/services/main'
import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { ChangeSecondFactorRule } from '#organizations/actions/change_second_factor_rule'
import { CreateOrganization } from '#organizations/actions/create_organization'
import { UpdateOrganization } from '#organizations/actions/update_organization'
import { actorOf } from '#organizations/events/activity_recorded'
import {
  organizationValidator,
  secondFactorRuleValidator,
} from '#organizations/validators/organization_validator'

/** Agencies make one for each client, and nobody makes them by the hundred. */
const LIMIT = { requests: 20, duration: '1 day' } as const

export default class OrganizationController {
  create({ inertia }: HttpContext) {
    return inertia.render('identity/new_organization', {})
  }

  async store({ auth, request, response, session }: HttpContext) {
    const form = await request.validateUsing(organizationValidator)
    const owner = auth.getUserOrFail()
    owner.assertVerified()
    await limiter.use(LIMIT).consume(`organizations:person:${owner.id}`)
    const organization = await new CreateOrganization().execute(
      { ...form, ip: request.ip() },
      async () => owner
    )
    session.flash('toast', { tone: 'success', message: `${organization.name} was created.` })
    return response.redirect().status(303).toPath(`/o/${organization.slug}`)
  }

  edit({ inertia, organization }: HttpContext) {
    return inertia.render('organizations/settings', {
      requiresSecondFactor: Boolean(organization.requiresSecondFactor),
    })
  }

  async updateSecondFactorRule(ctx: HttpContext) {
    const { isRequired } = await ctx.request.validateUsing(secondFactorRuleValidator)
    await new ChangeSecondFactorRule().execute(currentTenant(), {
      organization: ctx.organization,
      isRequired,
      person: ctx.auth.getUserOrFail(),
      actor: actorOf(ctx),
    })
    const message = isRequired
      ? 'Members need two-step verification from now on.'
      : 'Members may sign in with a password alone again.'
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).back()
  }

  async update(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(organizationValidator)
    await new UpdateOrganization().execute(currentTenant(), {
      organization: ctx.organization,
      request: form,
      actor: actorOf(ctx),
    })
    ctx.session.flash('toast', { tone: 'success', message: 'The settings were saved.' })
    return ctx.response.redirect().status(303).back()
  }
}
