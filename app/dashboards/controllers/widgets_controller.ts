import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { EditDraft } from '#dashboards/actions/edit_draft'
import { noteChange } from '#dashboards/controllers/note_change'
import type Dashboard from '#dashboards/models/dashboard'
import { freePlace } from '#dashboards/arranged'
import Widget from '#dashboards/models/widget'
import { findDashboard, findWidget, widgetsOf } from '#dashboards/queries/find_dashboard'
import { assertRoom } from '#dashboards/queries/widget_room'
import { readWidget } from '#dashboards/validators/read_widget'
import { WIDGET_VIEWS } from '#dashboards/widget_views'

export default class WidgetsController {
  async store(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const fields = await widgetFields(ctx)
    await assertRoom(currentTenant(), dashboard.id)
    await edit(ctx, dashboard)
    const others = await widgetsOf(ctx.organization, dashboard)
    const { size } = WIDGET_VIEWS[fields.view]
    const places = others.map(({ placed }) => placed.lg)
    await Widget.createIn(ctx.organization, {
      ...fields,
      dashboardId: dashboard.id,
      layout: { lg: freePlace(places, size) },
    })
    await noteChange(ctx, dashboard, ['widget_added', { widget: fields.title }])
    return ctx.response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const widget = await findWidget(ctx.organization, dashboard, ctx.params.widget)
    const fields = await widgetFields(ctx)
    await edit(ctx, dashboard)
    await widget.merge(fields).save()
    await noteChange(ctx, dashboard, ['widget_changed', { widget: widget.title }])
    return ctx.response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const widget = await findWidget(ctx.organization, dashboard, ctx.params.widget)
    await edit(ctx, dashboard)
    await widget.merge({ removedAt: DateTime.utc() }).save()
    await noteChange(ctx, dashboard, ['widget_removed', { widget: widget.title }])
    ctx.session.flash('toast', {
      tone: 'notice',
      message: `“${widget.title}” was removed.`,
      action: {
        label: 'Undo',
        method: 'post',
        href: `/o/${ctx.organization.slug}/dashboards/${dashboard.slug}/widgets/${widget.id}/restoration`,
      },
    })
    return ctx.response.redirect().withQs().back()
  }
}

const edit = ({ auth }: HttpContext, dashboard: Dashboard) =>
  new EditDraft(currentTenant()).execute(dashboard, { userId: auth.getUserOrFail().id })

const dashboardOf = (ctx: HttpContext) => findDashboard(ctx, ctx.params.dashboard)

const widgetFields = ({ request }: HttpContext) => readWidget(request.all())
