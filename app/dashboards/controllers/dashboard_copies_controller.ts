import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { DuplicateDashboard } from '#dashboards/actions/duplicate_dashboard'
import { findDashboard } from '#dashboards/queries/find_dashboard'

export default class DashboardCopiesController {
  async store({ organization, auth, params, session, response }: HttpContext) {
    const person = auth.getUserOrFail()
    const original = await findDashboard({ organization, person }, params.dashboard)
    const copy = await new DuplicateDashboard(currentTenant(), organization).execute(
      original,
      person
    )
    session.flash('toast', { tone: 'success', message: `“${copy.name}” is yours to change.` })
    return response.redirect(`/o/${organization.slug}/dashboards/${copy.slug}`)
  }
}
