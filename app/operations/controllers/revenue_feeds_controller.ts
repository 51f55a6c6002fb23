import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { noteOperatorAccess, recordAudit } from '#audit'
import { heldConnection, Refusal, withTenant } from '#foundation'
import { findPlaceOf, mayStill } from '#organizations'

const feedValidator = vine.create({ organizationId: vine.string().uuid() })

/** Which of an operator's own organizations shows the installation's revenue as a source. */
export default class RevenueFeedsController {
  async index({ auth, inertia }: HttpContext) {
    const user = auth.getUserOrFail()
    const { organizations } = await findPlaceOf(user)
    const rows: { organization_id: string; sent_until: Date | null }[] = await heldConnection()
      .from('revenue_feeds')
      .whereIn(
        'organization_id',
        organizations.map(({ id }) => id)
      )
    const feeds = new Map(rows.map((row) => [row.organization_id, row]))
    return inertia.render('operations/revenue_feeds', {
      organizations: organizations.map(({ id, name, slug }) => ({
        ...{ id, name, slug, isFed: feeds.has(id) },
        sentUntil: feeds.get(id)?.sent_until?.toISOString().slice(0, 10) ?? null,
      })),
    })
  }

  async store(ctx: HttpContext) {
    const { organizationId } = await ctx.request.validateUsing(feedValidator)
    const userId = ctx.auth.getUserOrFail().id
    await assertOwn(organizationId, userId)
    await heldConnection()
      .insertQuery()
      .table('revenue_feeds')
      .insert({ organization_id: organizationId, requested_by: userId, created_at: new Date() })
      .onConflict('organization_id')
      .ignore()
    await note(ctx, organizationId, 'revenue_feed.started')
    return done(ctx, 'The days that were counted arrive as the source “Quarterdeck revenue”.')
  }

  async destroy(ctx: HttpContext) {
    const organizationId = ctx.params.id as string
    await assertOwn(organizationId, ctx.auth.getUserOrFail().id)
    await heldConnection().from('revenue_feeds').where('organization_id', organizationId).delete()
    await note(ctx, organizationId, 'revenue_feed.ended')
    return done(ctx, 'No more days are sent. The days that were sent stay.')
  }
}

async function assertOwn(organizationId: string, userId: string) {
  const isAllowed = await withTenant(organizationId, (tenant) =>
    mayStill(tenant, userId, 'imports.create')
  )
  if (!isAllowed) {
    throw new Refusal({
      code: 'E_NOT_FOUND',
      status: 404,
      message: 'Choose an organization in which you may import files.',
    })
  }
}

async function note({ auth }: HttpContext, organizationId: string, action: string) {
  const actorId = auth.getUserOrFail().id
  await noteOperatorAccess({ operatorId: actorId }, `${action}: organization ${organizationId}`)
  await withTenant(organizationId, (tenant) =>
    recordAudit(tenant, { actorId, action, subject: `organization:${organizationId}` })
  )
}

function done({ session, response }: HttpContext, message: string) {
  session.flash('toast', { tone: 'success', message })
  return response.redirect().status(303).back()
}
