import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { ChangeAccess, EndAccess } from '#agencies/actions/change_access'
import { GrantAccess } from '#agencies/actions/grant_access'
import { findRequest } from '#agencies/queries/find_request'
import { listAgencies } from '#agencies/queries/list_agencies'
import { changeValidator, grantValidator } from '#agencies/validators/agencies_validator'

/** The client's side: which agencies have access, and what its owner does about it. */
export default class AgenciesController {
  async index(ctx: HttpContext) {
    const agencies = await listAgencies(currentTenant())
    return ctx.inertia.render('agencies/agencies', {
      agencies: plain(agencies),
      manages: can(ctx, 'agencies.manage'),
    })
  }

  async store(ctx: HttpContext) {
    const { token, role } = await ctx.request.validateUsing(grantValidator)
    const { organization } = ctx
    const now = DateTime.utc()
    const request = await findRequest(token, now)
    if (request.agency.id === organization.id) {
      throw new Refusal({
        code: 'E_OWN_CLIENT',
        status: 409,
        message: 'An organization cannot be its own client. Choose another organization.',
      })
    }
    await new GrantAccess().execute({
      ...{ clientId: organization.id, request, role, now },
      actor: actorOf(ctx),
    })
    const message = `${request.agency.name} has access now. You see its people on the Team page.`
    ctx.session.flash('toast', { tone: 'success', message })
    return ctx.response.redirect().status(303).toPath(`/o/${organization.slug}/agencies`)
  }

  async update(ctx: HttpContext) {
    const { role, lastsHours } = await ctx.request.validateUsing(changeValidator)
    await new ChangeAccess().execute(currentTenant(), {
      ...{ delegationId: ctx.params.delegation, role, lastsHours: lastsHours ?? null },
      ...{ actor: actorOf(ctx), now: DateTime.utc() },
    })
    ctx.session.flash('toast', { tone: 'success', message: 'The access was changed.' })
    return ctx.response.redirect().status(303).back()
  }

  async destroy(ctx: HttpContext) {
    const agency = await new EndAccess().execute(currentTenant(), {
      ...{ delegationId: ctx.params.delegation, actor: actorOf(ctx), now: DateTime.utc() },
    })
    const message = `${agency.name} has no access any more.`
    ctx.session.flash('toast', { tone: 'notice', message })
    const isOut = ctx.membership.delegationId === ctx.params.delegation
    return ctx.response
      .redirect()
      .status(303)
      .toPath(isOut ? '/' : `/o/${ctx.organization.slug}/agencies`)
  }
}
