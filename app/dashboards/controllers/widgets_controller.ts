import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { noteChange } from '#dashboards/controllers/note_change'
import Widget, { type WidgetWidth } from '#dashboards/models/widget'
import { findDashboard, findWidget, widgetsOf } from '#dashboards/queries/find_dashboard'
import { assertRoom } from '#dashboards/queries/widget_room'
import { widgetValidator } from '#dashboards/validators/dashboard'

export default class WidgetsController {
  async store(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const fields = await widgetFields(ctx)
    await assertRoom(currentTenant(), dashboard.id)
    const last = await widgetsOf(ctx.organization, dashboard)
    await Widget.createIn(ctx.organization, {
      ...fields,
      dashboardId: dashboard.id,
      position: (last.at(-1)?.position ?? 0) + 1,
    })
    await noteChange(ctx, dashboard, ['widget_added', { widget: fields.title }])
    return ctx.response.redirect().back()
  }

  async update(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const widget = await findWidget(ctx.organization, dashboard, ctx.params.widget)
    await widget.merge(await widgetFields(ctx)).save()
    await noteChange(ctx, dashboard, ['widget_changed', { widget: widget.title }])
    return ctx.response.redirect().back()
  }

  async destroy(ctx: HttpContext) {
    const dashboard = await dashboardOf(ctx)
    const widget = await findWidget(ctx.organization, dashboard, ctx.params.widget)
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
    return ctx.response.redirect().back()
  }
}

const dashboardOf = (ctx: HttpContext) => findDashboard(ctx, ctx.params.dashboard)

async function widgetFields({ request }: HttpContext) {
  const { question, body, width, ...fields } = await request.validateUsing(widgetValidator)
  return {
    ...fields,
    width: width as WidgetWidth,
    question: fields.view === 'text' ? null : (question ?? null),
    body: body ?? '',
  }
}
