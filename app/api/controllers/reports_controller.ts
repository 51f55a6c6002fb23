import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { recordAudit } from '#audit'
import { currentTenant } from '#foundation'
import { findFile, findReport, findRun, listReports, REPORT_FORMATS, startRun } from '#reports'
import { assertJson } from '#api/media_type'
import { describeReportRun } from '#api/transformers/describe_report_run'

const runValidator = vine.create({
  formats: vine
    .array(vine.enum(REPORT_FORMATS))
    .minLength(1)
    .maxLength(REPORT_FORMATS.length)
    .distinct(),
})

/** Reports and the files made of them, for programs. */
export default class ReportsController {
  async index() {
    const reports = await listReports(currentTenant())
    return {
      reports: reports.map(({ id, name, revision, updatedAt, lastRunAt }) => ({
        ...{ id, name, version: revision, updatedAt: updatedAt.toISOString() },
        lastRunAt: lastRunAt?.toISOString() ?? null,
      })),
    }
  }

  async store({ params, request, response }: HttpContext) {
    assertJson(request)
    const tenant = currentTenant()
    const report = await findReport(tenant, params.id)
    const { formats } = await request.validateUsing(runValidator)
    const id = await startRun(tenant, report, { formats, userId: null, now: new Date() })
    await recordAudit(tenant, {
      ...{ actorId: null, action: 'report.run_started', subject: `report:${report.id}` },
      ...{ ip: request.ip(), detail: { by: 'API key', name: report.name, formats } },
    })
    const address = `/api/v1/reports/runs/${id}`
    response.status(202).header('location', address)
    return response.json(describeReportRun(await findRun(tenant, id)))
  }

  async run({ params }: HttpContext) {
    return describeReportRun(await findRun(currentTenant(), params.id))
  }

  async file({ params, response }: HttpContext) {
    const tenant = currentTenant()
    const { id } = await findRun(tenant, params.id)
    const { bytes, mediaType } = await findFile(tenant, id, params.format)
    response.header('content-type', mediaType)
    return response.send(bytes)
  }
}
