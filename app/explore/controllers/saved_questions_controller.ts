import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { recordAudit } from '#audit'
import { currentTenant, Refusal } from '#foundation'
import { visibleName } from '#identity'
import { can } from '#organizations'
import { forgetSaved, saveQuestion } from '#explore/queries/saved_questions'

const LONGEST_ADDRESS = 8_000

const savedValidator = vine.create({
  kind: vine.enum(['question', 'segment'] as const),
  name: visibleName().maxLength(120),
  address: vine.string().maxLength(LONGEST_ADDRESS),
  isShared: vine.boolean({ strict: true }),
})

/** Questions and segments that people keep. */
export default class SavedQuestionsController {
  async store(ctx: HttpContext) {
    const wanted = await ctx.request.validateUsing(savedValidator)
    if (wanted.isShared && !can(ctx, 'dashboards.edit')) {
      throw mayNotShare()
    }
    const id = await saveQuestion(ctx, wanted)
    await note(ctx, { action: 'saved_query.created', id, name: wanted.name })
    ctx.session.flash('toast', { tone: 'success', message: `“${wanted.name}” was saved.` })
    return ctx.response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { saved: id } = ctx.params
    const name = await forgetSaved(ctx, id)
    await note(ctx, { action: 'saved_query.deleted', id, name })
    ctx.session.flash('toast', { tone: 'success', message: `“${name}” was deleted.` })
    return ctx.response.redirect().withQs().back()
  }
}

async function note(
  { auth, request }: HttpContext,
  { action, id, name }: { action: string; id: string; name: string }
) {
  await recordAudit(currentTenant(), {
    actorId: auth.getUserOrFail().id,
    action,
    subject: `saved_query:${id}`,
    detail: { name },
    ip: request.ip(),
  })
}

function mayNotShare() {
  return new Refusal({
    code: 'E_FORBIDDEN',
    status: 403,
    message:
      'Your role may keep queries for itself and not for all, so nothing was saved. Save it without sharing.',
  })
}
