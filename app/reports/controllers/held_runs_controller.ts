import type { HttpContext } from '@adonisjs/core/http'
import { currentTenant } from '#foundation'
import { noteChange } from '#reports/controllers/note_change'
import { settleHeld } from '#reports/delivering/settle_held'
import { findReport } from '#reports/queries/find_report'

/** What the send gate held, for a person to decide. */
export default class HeldRunsController {
  release(ctx: HttpContext) {
    return settle(ctx, 'released')
  }

  discard(ctx: HttpContext) {
    return settle(ctx, 'discarded')
  }
}

async function settle(ctx: HttpContext, change: 'released' | 'discarded') {
  const tenant = currentTenant()
  const report = await findReport(tenant, ctx.params.report)
  const findings = await settleHeld(tenant, ctx.params.reportRun, {
    ...{ change, reportId: report.id },
    ...{ userId: ctx.auth.getUserOrFail().id, now: new Date() },
  })
  const rules = findings.map(({ rule }) => rule)
  await noteChange(ctx, report, [change, { run: ctx.params.reportRun, findings: rules }])
  return ctx.response.redirect().back()
}
