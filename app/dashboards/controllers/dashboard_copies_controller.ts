import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { DuplicateDashboard } from '#dashboards/actions/duplicate_dashboard'
import { noteChange } from '#dashboards/controllers/note_change'
import { findDashboard } from '#dashboards/queries/find_dashboard'

export default class DashboardCopiesController {
  async store(ctx: HttpContext) {
    const { organization, auth, params, session, response } = ctx
    const person = auth.getUserOrFail()
    const original = await findDashboard(ctx, params.dashboard)
    const copy = await new DuplicateDashboard(currentTenant(), organization).execute(
      original,
      person
    )
    await noteChange(ctx, copy, ['created', { copyOf: original.id }])
    session.flash('toast', { tone: 'success', message: `Dashboard duplicated as “${copy.name}”.` })
    return response.redirect(`/o/${organization.slug}/dashboards/${copy.slug}`)
  }
}
