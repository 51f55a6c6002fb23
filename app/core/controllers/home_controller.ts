import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { DashboardTransformer, listDashboards } from '#dashboards'
import { currentTenant } from '#foundation'
import { can } from '#organizations'
import { plain } from '#shared/plain'
import { listStreams } from '#warehouse'
import { findSample } from '#core/queries/find_sample'
import { whatChanged } from '#core/queries/what_changed'
import { whatNeedsAttention } from '#core/queries/what_needs_attention'

const MOST_DASHBOARDS = 3

/** What changed and what needs the person, or the first steps of an organization without data. */
export default class HomeController {
  async show(ctx: HttpContext) {
    const { organization, inertia, auth } = ctx
    const tenant = currentTenant()
    const streams = await listStreams(tenant)
    const sample = streams.length === 0 ? await findSample(tenant) : null
    const dashboards = can(ctx, 'dashboards.view')
      ? await listDashboards({ organization, person: auth.getUserOrFail() }).limit(MOST_DASHBOARDS)
      : []
    return inertia.render('core/home', {
      hasData: streams.length > 0,
      sample: sample?.name ?? null,
      dashboards: DashboardTransformer.transform(dashboards),
      attention: plain(await whatNeedsAttention(tenant)),
      changed: inertia.defer(async () =>
        plain(await whatChanged(tenant, organization, DateTime.utc()))
      ),
    })
  }
}
