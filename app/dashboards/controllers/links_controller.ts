import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { CreateLink } from '#dashboards/actions/create_link'
import { noteChange } from '#dashboards/controllers/note_change'
import { assertMayManage } from '#dashboards/may_manage'
import { findDashboard } from '#dashboards/queries/find_dashboard'
import { linkValidator } from '#dashboards/validators/link'

/** Links that open one dashboard to people without an account. */
export default class LinksController {
  /** As JSON, because the token is shown once and stands on no page that could be opened again. */
  async store(ctx: HttpContext) {
    const { auth, organization, request } = ctx
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    assertMayManage(ctx, dashboard)
    const { lastDay, ...wanted } = await request.validateUsing(linkValidator)
    const expiresAt = lastDay
      ? DateTime.fromISO(lastDay, { zone: organization.timeZone }).endOf('day').toJSDate()
      : undefined
    const createdBy = auth.getUserOrFail().id
    const created = await new CreateLink(currentTenant()).execute(dashboard, {
      ...wanted,
      expiresAt,
      createdBy,
    })
    const { kind, name } = wanted
    await noteChange(ctx, dashboard, ['link_created', { kind, link: name, lastDay }])
    return created
  }

  /** A link that was revoked already stays so. */
  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    assertMayManage(ctx, dashboard)
    const { rows } = await tenant.query<{ name: string }>(
      `UPDATE dashboard_links SET revoked_at = now()
        WHERE organization_id = $1 AND dashboard_id = $2 AND id = $3 AND revoked_at IS NULL
        RETURNING name`,
      [tenant.organizationId, dashboard.id, ctx.params.id]
    )
    if (rows.length > 0) {
      await noteChange(ctx, dashboard, ['link_revoked', { link: rows[0].name }])
    }
    return ctx.response.redirect().withQs().back()
  }
}
