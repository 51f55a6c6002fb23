import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { findDashboard } from '#dashboards/queries/find_dashboard'

const MARK = `
  INSERT INTO dashboard_favourites (organization_id, user_id, dashboard_id, created_at)
  VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING`

const UNMARK = `
  DELETE FROM dashboard_favourites WHERE organization_id = $1 AND user_id = $2 AND dashboard_id = $3`

/** What a person keeps at the top of their own list; nobody else sees it, so the audit log does not name it. */
export default class FavouritesController {
  store(ctx: HttpContext) {
    return set(ctx, MARK)
  }

  destroy(ctx: HttpContext) {
    return set(ctx, UNMARK)
  }
}

async function set(ctx: HttpContext, sql: string) {
  const tenant = currentTenant()
  const { id } = await findDashboard(ctx, ctx.params.dashboard)
  await tenant.query(sql, [tenant.organizationId, ctx.auth.getUserOrFail().id, id])
  return ctx.response.redirect().withQs().back()
}
