import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { previewRows } from '../actions/preview_rows.js'
import { designOf } from '../design_of.js'
import { targets } from '../queries/targets.js'
import { previewValidator } from '../validators/design.js'
import { streamOf } from './stream_of.js'

/** What the records of a test call would become. */
export default class PreviewsController {
  async store(ctx: HttpContext) {
    const form = await ctx.request.validateUsing(previewValidator)
    const design = designOf(form.design)
    const { timeZone } = ctx.organization
    const known = await targets(currentTenant())
    return previewRows({
      design,
      stream: streamOf(design, form.stream),
      records: form.records,
      place: { pluginId: 'own/draft', timeZone },
      labels: new Map(known.map(({ id, label }) => [id, label])),
      today: DateTime.now().setZone(timeZone).toISODate()!,
    })
  }
}
