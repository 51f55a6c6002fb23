import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import {
  changeAnnotation,
  removeAnnotation,
  writeAnnotation,
} from '#annotations/actions/write_annotation'
import { findHappened, notesBetween } from '#annotations/queries/find_happened'
import { annotationValidator, daysValidator } from '#annotations/validators/annotation'

const EVER = { from: '1970-01-01', to: '9999-12-31' }

export default class AnnotationsController {
  async index(ctx: HttpContext) {
    return ctx.inertia.render('annotations/index', {
      notes: await notesBetween(currentTenant(), EVER),
      canEdit: can(ctx, 'annotations.edit'),
    })
  }

  /** What charts draw, as JSON: it comes after the numbers and never holds them up. */
  async happened(ctx: HttpContext) {
    const days = await daysValidator.validate(ctx.request.qs())
    const sight = { seesAlerts: can(ctx, 'alerts.view'), hidesSecurity: !can(ctx, 'audit.view') }
    const { organization } = ctx
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc(), sight }
    return { happened: await findHappened(asking, days) }
  }

  async store(ctx: HttpContext) {
    const { auth, request, response } = ctx
    const wanted = await request.validateUsing(annotationValidator)
    const id = await writeAnnotation(currentTenant(), wanted, auth.getUserOrFail().id)
    await note(ctx, ['created', id])
    return request.accepts(['html', 'json']) === 'json'
      ? response.status(201).json({ id })
      : response.redirect().withQs().back()
  }

  async update(ctx: HttpContext) {
    const { params, request, response } = ctx
    const wanted = await request.validateUsing(annotationValidator)
    await changeAnnotation(currentTenant(), params.annotation, wanted)
    await note(ctx, ['changed', params.annotation])
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    await removeAnnotation(currentTenant(), ctx.params.annotation)
    await note(ctx, ['deleted', ctx.params.annotation])
    return ctx.response.redirect().withQs().back()
  }
}

async function note(
  { auth, request }: HttpContext,
  [change, id]: ['created' | 'changed' | 'deleted', string]
) {
  await recordAudit(currentTenant(), {
    actorId: auth.getUserOrFail().id,
    action: `annotation.${change}`,
    subject: `annotation:${id}`,
    ip: request.ip(),
  })
}
