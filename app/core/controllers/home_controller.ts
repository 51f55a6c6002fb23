import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { listIncidents, whatNeedsAttention } from '#alerts'
import { DashboardTransformer, listDashboards } from '#dashboards'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { listStreams } from '#warehouse'
import { findSample } from '#core/queries/find_sample'
import { whatChanged } from '#core/queries/what_changed'

const MOST_DASHBOARDS = 3
const MOST_INCIDENTS = 3

/**
 * What changed and what needs the person, or the first steps of an organization without data. The page is everybody's;
 * each part of it is for those who may open the page that it leads to, and null for others.
 */
export default class HomeController {
  async show(ctx: HttpContext) {
    const { organization, inertia } = ctx
    const tenant = currentTenant()
    return inertia.render('core/home', {
      numbers: can(ctx, 'explore.query') ? await numbersOf(tenant) : null,
      dashboards: DashboardTransformer.transform(await recentDashboards(ctx), ctx),
      incidents: can(ctx, 'alerts.view') ? plain(await openIncidents(ctx)) : [],
      attention: can(ctx, 'sources.view') ? plain(await whatNeedsAttention(tenant)) : null,
      changed: inertia.defer(async () =>
        can(ctx, 'explore.query')
          ? plain(await whatChanged(tenant, organization, DateTime.utc()))
          : null
      ),
    })
  }
}

/** The most urgent incidents that nobody has taken yet. Those of security events are for readers of the audit log. */
async function openIncidents(ctx: HttpContext) {
  const hidesSecurity = !can(ctx, 'audit.view')
  const { incidents } = await listIncidents(currentTenant(), { view: 'active', hidesSecurity })
  return incidents
    .filter(({ state }) => state === 'open')
    .slice(0, MOST_INCIDENTS)
    .map(({ id, title, message, priority }) => ({ id, title, message, priority }))
}

/** Whether there are any and, where there are none, whose to look at instead. */
async function numbersOf(tenant: ReturnType<typeof currentTenant>) {
  const streams = await listStreams(tenant)
  const sample = streams.length === 0 ? await findSample(tenant) : null
  return { exist: streams.length > 0, sample: sample?.name ?? null }
}

function recentDashboards(ctx: HttpContext) {
  const { organization, membership } = ctx
  return can(ctx, 'dashboards.view')
    ? listDashboards({ organization, membership }).limit(MOST_DASHBOARDS)
    : []
}
