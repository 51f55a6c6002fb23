import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { recordAudit } from '#audit'
import { pauseSource, resumeSource } from '../actions/pause_source.js'
import { sourceOf, sourcePath } from './source_of.js'

/** A source is paused by making a pause, and read again by ending it. */
export default class PausesController {
  async store(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    await pauseSource(currentTenant(), { connectionId: source.id, now: new Date() })
    await this.#record(ctx, 'source.paused', source.slug)
    ctx.session.flash('toast', {
      tone: 'notice',
      message: `${source.name} is paused. Existing data is kept.`,
      action: { label: 'Undo', method: 'delete', href: `${sourcePath(ctx, source)}/pause` },
    })
    return ctx.response.redirect(sourcePath(ctx, source))
  }

  async destroy(ctx: HttpContext) {
    const source = await sourceOf(ctx)
    await resumeSource(currentTenant(), { connectionId: source.id, now: new Date() })
    await this.#record(ctx, 'source.resumed', source.slug)
    ctx.session.flash('toast', {
      tone: 'success',
      message: `${source.name} resumes within a minute.`,
    })
    return ctx.response.redirect(sourcePath(ctx, source))
  }

  #record(ctx: HttpContext, action: string, subject: string) {
    const actorId = ctx.auth.getUserOrFail().id
    const ip = ctx.request.ip()
    return recordAudit(currentTenant(), { actorId, action, subject, detail: {}, ip })
  }
}
