import type { HttpContext } from '@adonisjs/core/http'
import { findDashboard, findWidget } from '#dashboards/queries/find_dashboard'

/** Undo of a deletion. */
export default class RestorationsController {
  async dashboard({ organization, auth, params, response }: HttpContext) {
    const reader = { organization, person: auth.getUserOrFail() }
    const dashboard = await findDashboard(reader, params.dashboard, { deleted: true })
    await dashboard.merge({ deletedAt: null }).save()
    return response.redirect(`/o/${organization.slug}/dashboards/${dashboard.slug}`)
  }

  async widget({ organization, auth, params, response }: HttpContext) {
    const reader = { organization, person: auth.getUserOrFail() }
    const dashboard = await findDashboard(reader, params.dashboard)
    const widget = await findWidget(organization, dashboard, params.widget)
    await widget.merge({ removedAt: null }).save()
    return response.redirect().back()
  }
}
