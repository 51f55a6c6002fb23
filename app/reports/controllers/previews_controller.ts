import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { composeReport } from '#reports/composing/compose_report'
import { readDocument } from '#reports/documents/read_document'
import { findReport } from '#reports/queries/find_report'

/** What a report that is being edited would look like; nothing of it is kept. */
export default class PreviewsController {
  async store({ organization, params, request }: HttpContext) {
    const tenant = currentTenant()
    await findReport(tenant, params.report)
    const { name, document } = await readDocument(request.all())
    return composeReport({ asking: { tenant, organization, now: DateTime.utc() }, name, document })
  }
}
