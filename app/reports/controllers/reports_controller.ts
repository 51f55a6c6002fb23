import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { visibleName } from '#identity'
import { listDimensions, listMetrics, presetDays } from '#metrics'
import { can } from '#organizations'
import { offeredCurrencies } from '#shared/offered_currencies'
import { plain } from '#shared/plain'
import { createReport, saveReport } from '#reports/actions/save_report'
import { composeReport } from '#reports/composing/compose_report'
import { noteChange } from '#reports/controllers/note_change'
import { readDocument } from '#reports/documents/read_document'
import { listSchedules } from '#reports/delivering/schedules'
import { findReport, listReports } from '#reports/queries/find_report'
import { listRuns } from '#reports/queries/report_runs'
import { listVersions } from '#reports/queries/report_versions'
import { applyTemplate, listTemplates } from '#reports/templates/apply_template'

const newReportValidator = vine.create({
  name: visibleName().maxLength(120),
  template: vine.string().maxLength(60).optional(),
})

const revisionValidator = vine.create({ revision: vine.number().withoutDecimals().min(1) })

export default class ReportsController {
  async index(ctx: HttpContext) {
    const reports = await listReports(currentTenant())
    const templates = await listTemplates(currentTenant())
    return ctx.inertia.render('reports/index', {
      reports: plain(reports.map(forList)),
      templates: templates.map(({ id, name, description }) => ({ id, name, description })),
      canEdit: can(ctx, 'reports.edit'),
      isNaming: ctx.request.input('new') === '1',
    })
  }

  async show(ctx: HttpContext) {
    const { inertia, organization, params } = ctx
    const tenant = currentTenant()
    const report = await findReport(tenant, params.report)
    const { name, document } = report
    const asking = { tenant, organization, now: DateTime.utc() }
    const canEdit = can(ctx, 'reports.edit')
    return inertia.render('reports/show', {
      report: plain({ ...report, updatedAt: report.updatedAt.toISOString() }),
      runs: plain(await listRuns(tenant, report.id)),
      schedules: can(ctx, 'reports.send') ? plain(await listSchedules(tenant, report.id)) : [],
      versions: inertia.optional(async () => plain(await versionsFor(ctx, report.id))),
      canSend: can(ctx, 'reports.send'),
      timeZone: organization.timeZone,
      canEdit,
      isEditing: canEdit && ctx.request.input('edit') === '1',
      ownCurrency: organization.currency,
      currencies: offeredCurrencies(organization.currency),
      presetDays: plain(presetDays(asking.now, organization.timeZone)),
      metrics: async () => (canEdit ? plain(await listMetrics(tenant)) : []),
      dimensions: async () => (canEdit ? plain(await listDimensions(tenant)) : []),
      composed: inertia.defer(async () => forPage(await composeReport({ asking, name, document }))),
    })
  }

  async store(ctx: HttpContext) {
    const { auth, request, response } = ctx
    const { name, template } = await request.validateUsing(newReportValidator)
    const applied = await applyTemplate(currentTenant(), template ?? null)
    const id = await createReport(currentTenant(), {
      ...{ name, ...applied },
      ...{ userId: auth.getUserOrFail().id, now: new Date() },
    })
    await noteChange(ctx, { id, name }, ['created', { template }])
    return response.redirect(`${listPath(ctx)}/${id}?edit=1`)
  }

  /** As JSON: the page keeps what is being edited, whatever the answer is. */
  async update(ctx: HttpContext) {
    const { auth, params, request } = ctx
    const tenant = currentTenant()
    const { id } = await findReport(tenant, params.report)
    const { revision } = await request.validateUsing(revisionValidator)
    const read = await readDocument(request.all())
    const saving = { ...read, userId: auth.getUserOrFail().id, now: new Date() }
    const saved = await saveReport(tenant, { id, revision }, saving)
    await noteChange(ctx, { id, name: read.name }, ['changed', { version: saved }])
    return { revision: saved }
  }

  async destroy(ctx: HttpContext) {
    const tenant = currentTenant()
    const report = await findReport(tenant, ctx.params.report)
    await tenant.query(
      'UPDATE reports SET deleted_at = $3 WHERE organization_id = $1 AND id = $2',
      [tenant.organizationId, report.id, new Date()]
    )
    await noteChange(ctx, report, ['deleted'])
    ctx.session.flash('toast', {
      tone: 'notice',
      message: `“${report.name}” was deleted.`,
      action: {
        label: 'Undo',
        method: 'post',
        href: `${listPath(ctx)}/${report.id}/restoration`,
      },
    })
    return ctx.response.redirect(listPath(ctx))
  }

  async restore(ctx: HttpContext) {
    const tenant = currentTenant()
    await tenant.query(
      'UPDATE reports SET deleted_at = NULL WHERE organization_id = $1 AND id::text = $2',
      [tenant.organizationId, ctx.params.report]
    )
    await noteChange(ctx, await findReport(tenant, ctx.params.report), ['restored'])
    return ctx.response.redirect(`${listPath(ctx)}/${ctx.params.report}`)
  }
}

const versionsFor = async (ctx: HttpContext, reportId: string) =>
  can(ctx, 'reports.edit') ? listVersions(currentTenant(), reportId) : []

const listPath = ({ organization }: HttpContext) => `/o/${organization.slug}/reports`

function forList({
  leftOut,
  updatedAt,
  lastRunAt,
  ...report
}: Awaited<ReturnType<typeof listReports>>[number]) {
  return {
    ...report,
    leftOut: leftOut.length,
    updatedAt: updatedAt.toISOString(),
    lastRunAt: lastRunAt?.toISOString() ?? null,
  }
}

/** What widgets are drawn by is free in its form, which the types of pages do not know. */
const forPage = (report: unknown) => report as never
