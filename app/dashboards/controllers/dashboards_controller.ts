import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics, presetDays } from '#metrics'
import { can } from '#organizations'
import { offeredCurrencies } from '#shared/offered_currencies'
import { plain } from '#shared/plain'
import { listUnread } from '#dashboards/comments/list_comments'
import { CreateDashboard } from '#dashboards/actions/create_dashboard'
import { CreateFromTemplate } from '#dashboards/actions/create_from_template'
import { ShareDashboard } from '#dashboards/actions/share_dashboard'
import { noteChange } from '#dashboards/controllers/note_change'
import { chosenSettings, noticesOf } from '#dashboards/chosen_settings'
import { assertMayManage, mayManage } from '#dashboards/may_manage'
import type Dashboard from '#dashboards/models/dashboard'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { findDashboard, listDashboards } from '#dashboards/queries/find_dashboard'
import { isFavourite, listFavourites } from '#dashboards/queries/list_favourites'
import { listLinks } from '#dashboards/queries/dashboard_links'
import { listVersions } from '#dashboards/queries/list_versions'
import { shownWidgets } from '#dashboards/queries/shown_widgets'
import { listTemplates } from '#dashboards/templates/list_templates'
import { listAudience } from '#dashboards/queries/list_audience'
import { namedInWidgets } from '#dashboards/queries/named_in_widgets'
import DashboardTransformer from '#dashboards/transformers/dashboard_transformer'
import WidgetTransformer from '#dashboards/transformers/widget_transformer'
import { dashboardChangeValidator, newDashboardValidator } from '#dashboards/validators/dashboard'

type FromTemplate = Parameters<CreateFromTemplate['execute']>[0]

export default class DashboardsController {
  async index(ctx: HttpContext) {
    const dashboards = await listDashboards(ctx)
    return ctx.inertia.render('dashboards/index', {
      dashboards: DashboardTransformer.transform(dashboards, ctx),
      canEdit: can(ctx, 'dashboards.edit'),
      audience: await audienceFor(ctx),
      isNaming: ctx.request.input('new') === '1',
      favourites: await listFavourites(ctx),
      mentions: await listUnread(ctx, dashboards),
      templates: ctx.inertia.optional(async () => plain(await templatesFor(ctx))),
    })
  }

  async show(ctx: HttpContext) {
    const { organization, inertia, params } = ctx
    const tenant = currentTenant()
    const dashboard = await findDashboard(ctx, params.dashboard)
    const isEditing = can(ctx, 'dashboards.edit') && ctx.request.input('edit') === '1'
    const widgets = await shownWidgets(organization, dashboard, { draft: isEditing })
    const settings = chosenSettings(ctx, dashboard)
    const asking = { tenant, organization, now: DateTime.utc() }
    const named = <Entry extends { id: string }>(known: Entry[]) =>
      can(ctx, 'dashboards.edit') ? known : namedInWidgets(known, widgets)
    return inertia.render('dashboards/show', {
      dashboard: DashboardTransformer.transform(dashboard, ctx),
      widgets: WidgetTransformer.transform(widgets),
      settings: plain(settings),
      notices: noticesOf(ctx, widgets.length),
      isFavourite: await isFavourite(ctx, dashboard),
      opensComments: ctx.request.input('comments') === '1',
      canEdit: can(ctx, 'dashboards.edit'),
      audience: await audienceFor(ctx),
      isEditing,
      links: inertia.optional(async () => linksFor(ctx, dashboard)),
      versions: inertia.optional(async () => plain(await versionsFor(ctx, dashboard))),
      currencies: offeredCurrencies(organization.currency),
      presetDays: plain(presetDays(DateTime.utc(), organization.timeZone)),
      metrics: async () => plain(named(await listMetrics(tenant))),
      dimensions: async () => plain(named(await listDimensions(tenant))),
      answers: inertia.defer(async () => plain(await answerWidgets(asking, widgets, settings))),
    })
  }

  async store(ctx: HttpContext) {
    const { template, ...wanted } = await ctx.request.validateUsing(newDashboardValidator)
    const createdBy = ctx.auth.getUserOrFail().id
    if (template) {
      return this.fromTemplate(ctx, { ...wanted, template, createdBy })
    }
    const dashboard = await new CreateDashboard(currentTenant()).execute({ ...wanted, createdBy })
    await noteChange(ctx, dashboard, ['created'])
    return ctx.response.redirect(`${listPath(ctx)}/${dashboard.slug}?edit=1`)
  }

  private async fromTemplate(ctx: HttpContext, wanted: FromTemplate) {
    const { template } = wanted
    const { dashboard, leftOut } = await new CreateFromTemplate(currentTenant()).execute(wanted)
    await noteChange(ctx, dashboard, ['created', { template }])
    if (leftOut.length > 0) {
      const titles = leftOut.map(({ title, lacks }) => `${title} (needs ${lacks.join(', ')})`)
      const message = `Left out, because no source reports it here: ${titles.join('; ')}.`
      ctx.session.flash('toast', { tone: 'notice', message })
    }
    return ctx.response.redirect(`${listPath(ctx)}/${dashboard.slug}`)
  }

  async update(ctx: HttpContext) {
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    const { range, currency, visibility, sharedWith, folder, ...change } =
      await ctx.request.validateUsing(dashboardChangeValidator)
    const settings = {
      range: range ?? dashboard.settings.range,
      currency: currency === undefined ? dashboard.settings.currency : currency,
    }
    const isShared = visibility !== undefined || sharedWith !== undefined
    if (isShared) {
      assertMayManage(ctx, dashboard)
      const sharing = { visibility: visibility ?? ('chosen' as const), ...sharedWith }
      await new ShareDashboard(currentTenant()).execute(dashboard, sharing)
    }
    const place = folder === undefined ? {} : { folder: folder ?? '' }
    await dashboard.merge({ ...change, ...place, settings }).save()
    await noteChange(ctx, dashboard, changeOf(isShared, dashboard))
    return ctx.response.redirect(`${listPath(ctx)}/${dashboard.slug}`)
  }

  /** Kept for a while, so that the message can offer to bring it back. */
  async destroy(ctx: HttpContext) {
    const dashboard = await findDashboard(ctx, ctx.params.dashboard)
    assertMayManage(ctx, dashboard)
    await dashboard.merge({ deletedAt: DateTime.utc() }).save()
    await noteChange(ctx, dashboard, ['deleted'])
    ctx.session.flash('toast', {
      tone: 'notice',
      message: `“${dashboard.name}” was deleted.`,
      action: {
        label: 'Undo',
        method: 'post',
        href: `${listPath(ctx)}/${dashboard.slug}/restoration`,
      },
    })
    return ctx.response.redirect(listPath(ctx))
  }
}

/** Who may see it is what an auditor looks for, so that has names of its own. */
function changeOf(isShared: boolean, dashboard: Dashboard): Parameters<typeof noteChange>[2] {
  const { visibility, sharedRoles: roles, sharedMembers: members } = dashboard
  if (!isShared) {
    return ['changed']
  }
  const audience = visibility === 'chosen' ? { roles, members } : {}
  return visibility === 'private' ? ['made_private'] : ['shared', { visibility, ...audience }]
}

const linksFor = async (ctx: HttpContext, dashboard: Dashboard) =>
  mayManage(ctx, dashboard) ? plain(await listLinks(currentTenant(), dashboard.id)) : []

/** The past of a dashboard names what readers no longer see, so it is for those who edit it. */
const versionsFor = async (ctx: HttpContext, dashboard: Dashboard) =>
  can(ctx, 'dashboards.edit') ? listVersions(currentTenant(), dashboard) : []

const templatesFor = async (ctx: HttpContext) =>
  can(ctx, 'dashboards.edit') ? listTemplates(currentTenant()) : []

const audienceFor = async (ctx: HttpContext) =>
  can(ctx, 'dashboards.edit') ? plain(await listAudience(ctx)) : null

function listPath({ organization }: HttpContext) {
  return `/o/${organization.slug}/dashboards`
}
