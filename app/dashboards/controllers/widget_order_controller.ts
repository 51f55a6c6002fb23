import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { noteChange } from '#dashboards/controllers/note_change'
import { OrderWidgets } from '#dashboards/actions/order_widgets'
import { findDashboard } from '#dashboards/queries/find_dashboard'
import { orderValidator } from '#dashboards/validators/dashboard'

export default class WidgetOrderController {
  async update(ctx: HttpContext) {
    const { params, request, response } = ctx
    const dashboard = await findDashboard(ctx, params.dashboard)
    const { widgets } = await request.validateUsing(orderValidator)
    await new OrderWidgets(currentTenant()).execute(dashboard, widgets)
    await noteChange(ctx, dashboard, ['reordered'])
    return response.redirect().back()
  }
}
