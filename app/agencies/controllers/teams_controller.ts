import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { plain } from '#shared/plain'
import { SaveTeam } from '#agencies/actions/save_team'
import { listTeams, teamChoices } from '#agencies/queries/list_teams'
import { teamValidator } from '#agencies/validators/agencies_validator'

/** Teams of an agency: who works for which clients. */
export default class TeamsController {
  async index({ inertia }: HttpContext) {
    const tenant = currentTenant()
    return inertia.render('agencies/teams', {
      teams: plain(await listTeams(tenant)),
      choices: plain(await teamChoices(tenant)),
    })
  }

  async store(ctx: HttpContext) {
    const attributes = await ctx.request.validateUsing(teamValidator)
    await new SaveTeam().create(currentTenant(), attributes, by(ctx))
    return done(ctx, 'The team was created.')
  }

  async update(ctx: HttpContext) {
    const attributes = await ctx.request.validateUsing(teamValidator)
    await new SaveTeam().change(currentTenant(), { ...attributes, id: ctx.params.team }, by(ctx))
    return done(ctx, 'The team was saved. Its people have their places within seconds.')
  }

  async destroy(ctx: HttpContext) {
    await new SaveTeam().delete(currentTenant(), ctx.params.team, by(ctx))
    return done(ctx, 'The team was deleted.')
  }
}

const by = (ctx: HttpContext) => ({ actor: actorOf(ctx), now: DateTime.utc() })

function done({ session, response, organization }: HttpContext, message: string) {
  session.flash('toast', { tone: 'success', message })
  return response.redirect().status(303).toPath(`/o/${organization.slug}/clients/teams`)
}
