import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#audit'
import { currentTenant } from '#foundation'
import { plain } from '#shared/plain'
import { CheckCopies, PushDashboard, type Pushed } from '#agencies/actions/push_dashboard'
import { listTemplates } from '#agencies/queries/list_templates'
import { teamChoices } from '#agencies/queries/list_teams'
import { pushValidator } from '#agencies/validators/agencies_validator'

/** Dashboards of the agency that clients get as copies. */
export default class TemplatesController {
  async index({ inertia }: HttpContext) {
    const tenant = currentTenant()
    const { clients } = await teamChoices(tenant)
    return inertia.render('agencies/templates', {
      templates: plain(await listTemplates(tenant)),
      clients: plain(clients),
    })
  }

  async push(ctx: HttpContext) {
    const { clients: clientIds } = await ctx.request.validateUsing(pushValidator)
    const { organization: agency, params, session } = ctx
    const pushed = await new PushDashboard().execute({
      ...{ agency, dashboardId: params.original, clientIds },
      ...{ actor: actorOf(ctx), now: DateTime.utc() },
    })
    const tone = pushed.refused.length > 0 ? 'notice' : 'success'
    session.flash('toast', { tone, message: pushedSentence(pushed) })
    return back(ctx)
  }

  async check(ctx: HttpContext) {
    const { organization, params, session } = ctx
    const count = await new CheckCopies().execute(organization.id, params.original, DateTime.utc())
    const message = `${count} ${count === 1 ? 'copy was' : 'copies were'} compared.`
    session.flash('toast', { tone: 'success', message })
    return back(ctx)
  }
}

function pushedSentence({ done, refused }: Pushed): string {
  const sentence = `${done} ${done === 1 ? 'client has' : 'clients have'} the dashboard as it is now.`
  return refused.length === 0
    ? sentence
    : `${sentence} You may not change dashboards at ${refused.join(', ')}, so nothing was changed there.`
}

const back = ({ response, organization }: HttpContext) =>
  response.redirect().status(303).toPath(`/o/${organization.slug}/clients/templates`)
