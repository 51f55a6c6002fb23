import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import RepairRows from '#imports/actions/repair_rows'
import Import from '#imports/models/import'
import { rejectedAsCsv } from '#imports/queries/rejected_as_csv'
import { rejectedRowsOf } from '#imports/queries/rejected_rows_of'
import { repairValidator } from '#imports/validators/import_validator'

const MOST_EXPORTED_ROWS = 100_000

export default class RepairsController {
  /** The rejected rows as a file, to repair them in a spreadsheet. */
  async show({ organization, params, response }: HttpContext) {
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    const rows = found.runId
      ? await rejectedRowsOf(currentTenant(), { runId: found.runId, limit: MOST_EXPORTED_ROWS })
      : []
    const columns = found.mapping.columns.map(({ name }) => name)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', 'attachment; filename="rejected-rows.csv"')
    return response.send(rejectedAsCsv(rows, columns))
  }

  async store({ organization, params, request, response, session, auth }: HttpContext) {
    const { repairs } = await request.validateUsing(repairValidator)
    const found = await Import.of(organization).where({ id: params.import }).firstOrFail()
    const byRow = Object.fromEntries(
      repairs.map(({ id, values }) => [
        id,
        Object.fromEntries(values.map(({ column, value }) => [column, value ?? ''])),
      ])
    )
    const { repaired, remaining } = await new RepairRows().execute(currentTenant(), found, {
      repairs: byRow,
      actor: { id: auth.user?.id ?? null, ip: request.ip() },
    })
    session.flash('toast', {
      tone: remaining > 0 ? 'notice' : 'success',
      message:
        remaining > 0
          ? `${repaired} fixed, ${remaining} still cannot be imported: each shows the reason.`
          : `${repaired} ${repaired === 1 ? 'row is' : 'rows are'} fixed and imported.`,
    })
    return response.redirect().status(303).back()
  }
}
