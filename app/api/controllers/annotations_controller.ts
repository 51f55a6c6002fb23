import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { annotationValidator, daysValidator, findHappened, writeAnnotation } from '#annotations'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { assertJson } from '#api/media_type'

/** What happened beside the numbers, for programs: a deployment writes itself down. */
export default class AnnotationsController {
  /** Alerts have a scope of their own, so they are not among these. */
  async index({ organization, request }: HttpContext) {
    const days = await daysValidator.validate(request.qs())
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc() }
    const happened = await findHappened({ ...asking, sight: { seesAlerts: false } }, days)
    return { annotations: happened }
  }

  async store({ request, response }: HttpContext) {
    assertJson(request)
    const tenant = currentTenant()
    const { text, from, to = from } = await request.validateUsing(annotationValidator)
    const id = await writeAnnotation(tenant, { text, from, to }, null)
    await recordAudit(tenant, {
      actorId: null,
      action: 'annotation.created',
      subject: `annotation:${id}`,
      detail: { by: 'API key' },
      ip: request.ip(),
    })
    return response.status(201).json({ id, kind: 'note', from, to, text, author: null })
  }
}
