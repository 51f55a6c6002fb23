import type { HttpContext } from '@adonisjs/core/http'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'

export type DashboardChange =
  | 'created'
  | 'changed'
  | 'shared'
  | 'made_private'
  | 'deleted'
  | 'restored'
  | 'widget_added'
  | 'widget_changed'
  | 'widget_removed'
  | 'widget_restored'
  | 'reordered'
  | 'published'
  | 'link_created'
  | 'link_revoked'
  | 'version_restored'
  | 'draft_discarded'
  | 'template_saved'
  | 'commented'
  | 'comment_deleted'

/** Writes down who changed which dashboard, in the transaction that changes it. */
export async function noteChange(
  { auth, request }: HttpContext,
  dashboard: Dashboard,
  [change, detail = {}]: [DashboardChange, Record<string, unknown>?]
) {
  await recordAudit(currentTenant(), {
    actorId: auth.getUserOrFail().id,
    action: `dashboard.${change}`,
    subject: `dashboard:${dashboard.id}`,
    detail: { name: dashboard.name, ...detail },
    ip: request.ip(),
  })
}
