import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { can, listMembers } from '#organizations'
import { seesDashboard } from '#dashboards/comments/sees_dashboard'
import { mayManage } from '#dashboards/may_manage'
import type Dashboard from '#dashboards/models/dashboard'

/** As many as a panel shows; older ones stay. */
const MOST_SHOWN = 200
const MOST_UNREAD = 20

interface CommentRow {
  id: string
  text: string
  author: string | null
  createdBy: string | null
  at: Date
  mentioned: string[]
}

/** What was said about a dashboard, the latest first. */
export async function listComments(ctx: HttpContext, dashboard: Dashboard) {
  const tenant = currentTenant()
  const { rows } = await tenant.query<CommentRow>(
    `SELECT c.id, c.body AS text, u.full_name AS author, c.created_by AS "createdBy", c.created_at AS at,
            ARRAY(SELECT v.full_name FROM dashboard_mentions m JOIN users v ON v.id = m.user_id
                   WHERE m.organization_id = $1 AND m.comment_id = c.id ORDER BY v.full_name) AS mentioned
       FROM dashboard_comments c LEFT JOIN users u ON u.id = c.created_by
      WHERE c.organization_id = $1 AND c.dashboard_id = $2
      ORDER BY c.created_at DESC, c.id DESC LIMIT ${MOST_SHOWN}`,
    [tenant.organizationId, dashboard.id]
  )
  const managed = mayManage(ctx, dashboard)
  return rows.map(({ createdBy, at, ...comment }) => ({
    ...comment,
    at: at.toISOString(),
    isManaged: managed || createdBy === ctx.auth.user?.id,
  }))
}

/** Whom a comment can mention; names of colleagues are for those who work here. */
export async function listMentionable(ctx: HttpContext, dashboard: Dashboard) {
  const members = can(ctx, 'explore.query') ? await listMembers(currentTenant()) : []
  return members
    .filter((member) => member.id !== ctx.membership.id && seesDashboard(member, dashboard))
    .map(({ id, fullName: name }) => ({ id, name }))
}

/** Comments that mention the reader and that they have not seen, on dashboards that they see. */
export async function listUnread({ auth }: HttpContext, dashboards: Dashboard[]) {
  const tenant = currentTenant()
  const { rows } = await tenant.query<{ dashboardId: string; author: string | null; text: string }>(
    `SELECT c.dashboard_id AS "dashboardId", u.full_name AS author, c.body AS text
       FROM dashboard_mentions m
       JOIN dashboard_comments c ON c.organization_id = $1 AND c.id = m.comment_id
       LEFT JOIN users u ON u.id = c.created_by
      WHERE m.organization_id = $1 AND m.user_id = $2 AND m.seen_at IS NULL
      ORDER BY c.created_at DESC, c.id DESC LIMIT ${MOST_UNREAD}`,
    [tenant.organizationId, auth.getUserOrFail().id]
  )
  return rows.flatMap(({ dashboardId, author, text }) => {
    const dashboard = dashboards.find(({ id }) => id === dashboardId)
    return dashboard ? [{ slug: dashboard.slug, name: dashboard.name, author, text }] : []
  })
}
