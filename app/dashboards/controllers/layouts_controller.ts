import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { EditDraft } from '#dashboards/actions/edit_draft'
import { noteChange } from '#dashboards/controllers/note_change'
import { findDashboard } from '#dashboards/queries/find_dashboard'
import { assertInside, layoutValidator } from '#dashboards/validators/layout'

const SAVE = `
  UPDATE dashboard_widgets AS widget
     SET layout = widget.layout || jsonb_strip_nulls(jsonb_build_object('lg', moved.lg, 'sm', moved.sm)),
         updated_at = now()
    FROM jsonb_to_recordset($3::jsonb) AS moved(id uuid, lg jsonb, sm jsonb)
   WHERE widget.organization_id = $1 AND widget.dashboard_id = $2 AND widget.id = moved.id`

/** Where the widgets stand: all that moved in one request, as JSON, because the page that arranges them goes on. */
export default class LayoutsController {
  async update(ctx: HttpContext) {
    const { params, request, auth } = ctx
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, params.dashboard)
    const { revision: began, widgets } = await request.validateUsing(layoutValidator)
    assertInside(widgets)
    const editing = { userId: auth.getUserOrFail().id, revision: began }
    const revision = await new EditDraft(tenant).execute(dashboard, editing)
    await tenant.query(SAVE, [tenant.organizationId, dashboard.id, JSON.stringify(widgets)])
    await noteChange(ctx, dashboard, ['reordered'])
    return { revision }
  }
}
