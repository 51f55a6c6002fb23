import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { saveReport } from '#reports/actions/save_report'
import { noteChange } from '#reports/controllers/note_change'
import { findReport } from '#reports/queries/find_report'
import { findVersion } from '#reports/queries/report_versions'

/** Earlier versions of a report. */
export default class VersionsController {
  /** As a new version, so that nothing is lost. */
  async restore(ctx: HttpContext) {
    const { auth, params, response } = ctx
    const tenant = currentTenant()
    const report = await findReport(tenant, params.report)
    const version = await findVersion(tenant, report.id, params.number)
    const saving = { ...version, userId: auth.getUserOrFail().id, now: new Date() }
    const saved = await saveReport(tenant, report, saving)
    await noteChange(ctx, report, ['changed', { version: saved, restored: Number(params.number) }])
    return response.redirect().back()
  }
}
