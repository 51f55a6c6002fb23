import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { listDimensions, listMetrics } from '#metrics'
import { plain } from '#shared/plain'
import type Dashboard from '#dashboards/models/dashboard'
import { answerWidgets } from '#dashboards/queries/answer_widgets'
import { listDashboards, noSuchDashboard } from '#dashboards/queries/find_dashboard'
import { namedInWidgets } from '#dashboards/queries/named_in_widgets'
import { shownWidgets } from '#dashboards/queries/shown_widgets'
import WidgetTransformer from '#dashboards/transformers/widget_transformer'

const MOST_DASHBOARDS = 20
const SECONDS = { least: 10, usual: 60, most: 3600 }

/** Dashboards on a wall: one at a time, without anything around them, in turn. The address holds which and how long. */
export default class ScreensController {
  async show(ctx: HttpContext) {
    const { organization, inertia, request } = ctx
    const tenant = currentTenant()
    const shown = await wantedDashboards(ctx)
    const at = wholeNumber(request.input('at'), 0) % shown.length
    const dashboard = shown[at]
    const widgets = await shownWidgets(organization, dashboard)
    const asking = { tenant, organization, now: DateTime.utc() }
    const { settings } = dashboard
    return inertia.render('dashboards/screen', {
      dashboards: shown.map(({ slug, name }) => ({ slug, name })),
      at,
      everySeconds: secondsFrom(request.input('every')),
      widgets: WidgetTransformer.transform(widgets),
      settings: plain(settings),
      metrics: async () => plain(namedInWidgets(await listMetrics(tenant), widgets)),
      dimensions: async () => plain(namedInWidgets(await listDimensions(tenant), widgets)),
      answers: inertia.defer(async () => plain(await answerWidgets(asking, widgets, settings))),
    })
  }
}

/** In the order of the address. One that is gone is passed over: a wall that shows a fault all night helps nobody. */
async function wantedDashboards(ctx: HttpContext): Promise<Dashboard[]> {
  const others = [ctx.request.input('then', [])].flat()
  const slugs = [ctx.params.dashboard, ...others].slice(0, MOST_DASHBOARDS).map(String)
  const visible = await listDashboards(ctx).whereIn('slug', slugs)
  const found = slugs.flatMap((slug) => visible.find((one) => one.slug === slug) ?? [])
  if (found.length === 0) {
    throw noSuchDashboard()
  }
  return found
}

function secondsFrom(given: unknown): number {
  const { least, usual, most } = SECONDS
  return Math.min(most, Math.max(least, wholeNumber(given, usual)))
}

function wholeNumber(given: unknown, otherwise: number): number {
  const number = Number(given ?? otherwise)
  return Number.isSafeInteger(number) && number >= 0 ? number : otherwise
}
