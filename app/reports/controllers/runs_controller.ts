import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant } from '#foundation'
import { startRun } from '#reports/actions/start_run'
import { noteChange } from '#reports/controllers/note_change'
import { fileNameOf } from '#reports/files/file_name'
import { findReport } from '#reports/queries/find_report'
import { findFile, findRun } from '#reports/queries/report_runs'
import { FORMATS, type Format } from '#reports/types'

const runValidator = vine.create({
  formats: vine.array(vine.enum(FORMATS)).minLength(1).maxLength(FORMATS.length).distinct(),
})

/** What is made of a report: its files. */
export default class RunsController {
  async store(ctx: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, ctx.params.report)
    const { formats } = await ctx.request.validateUsing(runValidator)
    const userId = ctx.auth.getUserOrFail().id
    await startRun(tenant, report, { formats, userId, now: new Date() })
    await noteChange(ctx, report, ['run_started', { formats, version: report.revision }])
    return ctx.response.redirect().back()
  }

  async file({ params, response }: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, params.report)
    const run = await findRun(tenant, params.reportRun)
    const { bytes, mediaType } = await findFile(tenant, run.id, params.format)
    const day = run.createdAt.toISOString().slice(0, 10)
    const name = fileNameOf(report.name, day, params.format as Format)
    response.header('content-type', mediaType)
    response.header('content-disposition', `attachment; filename="${name}"`)
    return response.send(bytes)
  }
}
