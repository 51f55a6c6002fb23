import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant, newId } from '#foundation'
import StartImport from '#imports/actions/start_import'
import Import from '#imports/models/import'
import { assertOpen } from '#imports/queries/assert_open'
import { orderValidator } from '#imports/validators/import_validator'

/** The moment the wizard is done and rows begin to land. */
export default class LandingsController {
  async store({ organization, params, request, response, auth }: HttpContext) {
    const { sourceName, again, accept, ...form } = await request.validateUsing(orderValidator)
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    assertOpen(found)
    const columns = form.columns.map((column) => ({ ...column, target: column.target ?? null }))
    const { mode, fixedDay = null, currency = null, countsRows = false } = form
    await new StartImport().execute(currentTenant(), organization, {
      found,
      order: {
        sourceName,
        mapping: { columns, mode, fixedDay, currency, countsRows },
        again,
        accept,
        requestedBy: auth.user?.id ?? null,
        correlationId: request.id() ?? newId(),
        now: DateTime.utc(),
      },
    })
    return response.redirect().status(303).back()
  }
}
