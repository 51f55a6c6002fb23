import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { SaveTemplate } from '#dashboards/actions/save_template'
import { noteChange } from '#dashboards/controllers/note_change'
import { assertMayManage } from '#dashboards/may_manage'
import { findDashboard } from '#dashboards/queries/find_dashboard'
import { findTemplate } from '#dashboards/templates/list_templates'
import { templateValidator } from '#dashboards/validators/dashboard'

/** Templates that the organization made itself. */
export default class TemplatesController {
  async store(ctx: HttpContext) {
    const { auth, organization, request, response, session } = ctx
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    const wanted = await request.validateUsing(templateValidator)
    const createdBy = auth.getUserOrFail().id
    await new SaveTemplate(currentTenant(), organization).execute(dashboard, {
      ...wanted,
      createdBy,
    })
    await noteChange(ctx, dashboard, ['template_saved', { template: wanted.name }])
    const message = `“${wanted.name}” was saved as a template. You find it under New dashboard.`
    session.flash('toast', { tone: 'success', message })
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { auth, params, request, response, session } = ctx
    const tenant = currentTenant()
    const { name, createdBy } = await findTemplate(tenant, `own:${params.template}`)
    assertMayManage(ctx, { createdBy })
    await tenant.query('DELETE FROM dashboard_templates WHERE organization_id = $1 AND id = $2', [
      tenant.organizationId,
      params.template,
    ])
    await recordAudit(tenant, {
      actorId: auth.getUserOrFail().id,
      action: 'dashboard.template_deleted',
      subject: `dashboard_template:${params.template}`,
      detail: { name },
      ip: request.ip(),
    })
    session.flash('toast', { tone: 'success', message: `The template “${name}” was deleted.` })
    return response.redirect().withQs().back()
  }
}
