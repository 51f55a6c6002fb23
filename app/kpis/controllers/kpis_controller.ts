import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { recordAudit } from '#audit'
import { answerQuestion } from '#dashboards'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import SaveKpi from '#kpis/actions/save_kpi'
import { findKpi, listRevisions, type Kpi, type KpiRevision } from '#kpis/definitions/kpi'
import { readKpi } from '#kpis/definitions/read_kpi'
import { kpiForPage, listKpis } from '#kpis/queries/list_kpis'
import { questionOf } from '#kpis/queries/preview_kpi'

export default class KpisController {
  async index(ctx: HttpContext) {
    const { kpis, deleted } = await listKpis(askingOf(ctx))
    return ctx.inertia.render('kpis/index', {
      kpis: plain(kpis),
      deleted: plain(deleted),
      metrics: plain(await listMetrics(currentTenant())),
      canEdit: can(ctx, 'kpis.edit'),
    })
  }

  async show(ctx: HttpContext) {
    const tenant = currentTenant()
    const kpi = await findKpi(tenant, ctx.params.kpi)
    const question = questionOf(kpi.id, askingOf(ctx))
    const revisions = await listRevisions(tenant, kpi.id)
    return ctx.inertia.render('kpis/show', {
      kpi: kpiForPage(kpi),
      question: plain(question),
      answer: plain(await answerQuestion(askingOf(ctx), question)),
      metrics: plain(await listMetrics(tenant)),
      dimensions: plain(await listDimensions(tenant)),
      revisions: plain(revisions.map(revisionForPage)),
      canEdit: can(ctx, 'kpis.edit'),
    })
  }

  create(ctx: HttpContext) {
    return builder(ctx, null)
  }

  async edit(ctx: HttpContext) {
    return builder(ctx, await findKpi(currentTenant(), ctx.params.kpi))
  }

  async store(ctx: HttpContext) {
    const { attributes } = await readKpi(ctx.request.body())
    const kpi = await saving(ctx).create(attributes)
    await note(ctx, 'kpi.created', kpi)
    return ctx.response.redirect(pathOf(ctx, kpi.id))
  }

  async update(ctx: HttpContext) {
    const { id } = await findKpi(currentTenant(), ctx.params.kpi)
    const { attributes, revision } = await readKpi(ctx.request.body())
    const kpi = await saving(ctx).change(id, attributes, revision)
    await note(ctx, 'kpi.changed', kpi)
    return ctx.response.redirect(pathOf(ctx, kpi.id))
  }

  async destroy(ctx: HttpContext) {
    const kpi = await saving(ctx).delete(ctx.params.kpi)
    await note(ctx, 'kpi.deleted', kpi)
    ctx.session.flash('toast', { tone: 'notice', message: `“${kpi.label}” was deleted.` })
    return ctx.response.redirect(pathOf(ctx))
  }
}

const revisionForPage = ({ changedAt, ...revision }: KpiRevision) => ({
  ...revision,
  changedAt: changedAt.toISOString(),
})

async function builder(ctx: HttpContext, kpi: Kpi | null) {
  return ctx.inertia.render('kpis/edit', {
    kpi: kpi && kpiForPage(kpi),
    metrics: plain(await listMetrics(currentTenant())),
    dimensions: plain(await listDimensions(currentTenant())),
    currency: ctx.organization.currency,
  })
}

const askingOf = ({ organization }: HttpContext) => ({
  ...{ tenant: currentTenant(), organization },
  now: DateTime.utc(),
})

const saving = ({ auth }: HttpContext) =>
  new SaveKpi(currentTenant(), { id: auth.getUserOrFail().id, now: new Date() })

const pathOf = ({ organization }: HttpContext, id = '') =>
  `/o/${organization.slug}/kpis${id && `/${id}`}`

const note = ({ auth, request }: HttpContext, action: string, { id, label }: Kpi) =>
  recordAudit(currentTenant(), {
    ...{ action, subject: `kpi:${id}`, detail: { label } },
    ...{ actorId: auth.getUserOrFail().id, ip: request.ip() },
  })
