import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { EditDraft } from '#dashboards/actions/edit_draft'
import { noteChange } from '#dashboards/controllers/note_change'
import { assertMayManage } from '#dashboards/may_manage'
import { findDashboard, findWidget } from '#dashboards/queries/find_dashboard'
import { assertRoom } from '#dashboards/queries/widget_room'

/** Undo of a deletion. */
export default class RestorationsController {
  async dashboard(ctx: HttpContext) {
    const { organization, params, response } = ctx
    const dashboard = await findDashboard(ctx, params.dashboard, { deleted: true })
    assertMayManage(ctx, dashboard)
    await dashboard.merge({ deletedAt: null }).save()
    await noteChange(ctx, dashboard, ['restored'])
    return response.redirect(`/o/${organization.slug}/dashboards/${dashboard.slug}`)
  }

  async widget(ctx: HttpContext) {
    const { organization, params, response } = ctx
    const dashboard = await findDashboard(ctx, params.dashboard)
    const widget = await findWidget(organization, dashboard, params.widget)
    await assertRoom(currentTenant(), dashboard.id)
    const userId = ctx.auth.getUserOrFail().id
    await new EditDraft(currentTenant()).execute(dashboard, { userId })
    await widget.merge({ removedAt: null }).save()
    await noteChange(ctx, dashboard, ['widget_restored', { widget: widget.title }])
    return response.redirect().withQs().back()
  }
}
