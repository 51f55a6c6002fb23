import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant, Refusal } from '#foundation'
import { listComments, listMentionable } from '#dashboards/comments/list_comments'
import { WriteComment } from '#dashboards/comments/write_comment'
import { noteChange } from '#dashboards/controllers/note_change'
import { mayManage } from '#dashboards/may_manage'
import { findDashboard } from '#dashboards/queries/find_dashboard'

const commentValidator = vine.create({
  text: vine.string().trim().minLength(1).maxLength(2_000),
  mentions: vine.array(vine.string().uuid()).maxLength(20).optional(),
})

/** What people say about a dashboard, as JSON: the panel is opened beside the numbers, which stay. */
export default class CommentsController {
  async index(ctx: HttpContext) {
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    return {
      comments: await listComments(ctx, dashboard),
      people: await listMentionable(ctx, dashboard),
    }
  }

  async store(ctx: HttpContext) {
    const { auth, request, response } = ctx
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    const wanted = await request.validateUsing(commentValidator)
    const createdBy = auth.getUserOrFail().id
    const id = await new WriteComment(currentTenant()).execute(dashboard, { ...wanted, createdBy })
    await noteChange(ctx, dashboard, ['commented', { mentions: wanted.mentions?.length ?? 0 }])
    return response.status(201).json({ id })
  }

  async destroy(ctx: HttpContext) {
    const { auth, params, response } = ctx
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, params.dashboard)
    const { rowCount } = await tenant.query(
      `DELETE FROM dashboard_comments
        WHERE organization_id = $1 AND dashboard_id = $2 AND id = $3 AND ($4 OR created_by = $5)`,
      [
        tenant.organizationId,
        dashboard.id,
        params.comment,
        mayManage(ctx, dashboard),
        auth.getUserOrFail().id,
      ]
    )
    if (rowCount === 0) {
      throw noSuchComment()
    }
    await noteChange(ctx, dashboard, ['comment_deleted'])
    return response.json({ id: params.comment })
  }

  /** Whoever opened the comments of a dashboard has seen what mentions them there. */
  async seen(ctx: HttpContext) {
    const tenant = currentTenant()
    const { id } = await findDashboard(ctx, ctx.params.dashboard)
    await tenant.query(
      `UPDATE dashboard_mentions m SET seen_at = now()
         FROM dashboard_comments c
        WHERE m.organization_id = $1 AND m.user_id = $2 AND m.seen_at IS NULL
          AND c.organization_id = $1 AND c.id = m.comment_id AND c.dashboard_id = $3`,
      [tenant.organizationId, ctx.auth.getUserOrFail().id, id]
    )
    return ctx.response.json({ seen: true })
  }
}

function noSuchComment() {
  return new Refusal({
    code: 'E_COMMENT_NOT_FOUND',
    status: 404,
    message:
      'This comment was deleted already, or it belongs to another person, so nothing was deleted. Reload the page.',
  })
}
