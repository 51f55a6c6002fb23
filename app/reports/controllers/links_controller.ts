import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { noteChange } from '#reports/controllers/note_change'
import { createLink, revokeLinks } from '#reports/links/report_links'
import { findReport } from '#reports/queries/find_report'
import { findRun } from '#reports/queries/report_runs'

const DAYS = [7, 30, 90, 365]

const linkValidator = vine.create({
  days: vine.number().in(DAYS),
  password: vine.string().minLength(8).maxLength(200).optional(),
})

/** Links that open one run to people without an account. */
export default class LinksController {
  /** As JSON, because the address is shown once and stands on no page that could be opened again. */
  async store(ctx: HttpContext) {
    const { auth, organization, params, request } = ctx
    const tenant = currentTenant()
    const report = await findReport(tenant, params.report)
    const run = await findRun(tenant, params.reportRun)
    const { days, password } = await request.validateUsing(linkValidator)
    const now = DateTime.utc()
    const token = await createLink(tenant, {
      ...{ runId: run.id, password, userId: auth.getUserOrFail().id, now: now.toJSDate() },
      expiresAt: now.plus({ days }).toJSDate(),
    })
    await noteChange(ctx, report, ['link_created', { run: run.id, days, isLocked: !!password }])
    return { path: `/r/${organization.id}/${token}` }
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, ctx.params.report)
    const run = await findRun(tenant, ctx.params.reportRun)
    const links = await revokeLinks(tenant, run.id, new Date())
    await noteChange(ctx, report, ['links_revoked', { run: run.id, links }])
    return ctx.response.redirect().back()
  }
}
