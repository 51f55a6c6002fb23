import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#foundation'
import type Organization from '#organizations/models/organization'
import { arranged } from '#dashboards/arranged'
import Dashboard from '#dashboards/models/dashboard'
import Widget from '#dashboards/models/widget'

/** Who looks, in which organization: a request is one. */
type Reader = Pick<HttpContext, 'organization' | 'membership'>

/** The dashboards a person may see, newest change first. */
export function listDashboards({ organization, membership }: Reader) {
  return Dashboard.visibleTo(Dashboard.of(organization), membership)
    .whereNull('deleted_at')
    .orderBy('updated_at', 'desc')
    .orderBy('id')
}

/** A dashboard by its address. Another's private one is answered like one that does not exist. */
export async function findDashboard(
  { organization, membership }: Reader,
  slug: string,
  { deleted = false } = {}
): Promise<Dashboard> {
  const found = Dashboard.visibleTo(Dashboard.of(organization), membership).where('slug', slug)
  const dashboard = await (deleted ? found : found.whereNull('deleted_at')).first()
  if (!dashboard) {
    throw noSuchDashboard()
  }
  return dashboard
}

export function noSuchDashboard() {
  return new Refusal({
    code: 'E_DASHBOARD_NOT_FOUND',
    status: 404,
    message:
      'This dashboard does not exist: it was deleted, or it is private. Choose another one from the list of dashboards.',
  })
}

/** In reading order, each with its place. */
export async function widgetsOf(organization: Organization, dashboard: Dashboard) {
  const widgets = await Widget.of(organization)
    .where('dashboard_id', dashboard.id)
    .whereNull('removed_at')
    .orderBy('created_at')
    .orderBy('id')
  return arranged<Widget>(widgets)
}

export async function findWidget(
  organization: Organization,
  dashboard: Dashboard,
  id: string
): Promise<Widget> {
  const widget = await Widget.of(organization)
    .where('dashboard_id', dashboard.id)
    .where('id', id)
    .first()
  if (!widget) {
    throw noSuchWidget()
  }
  return widget
}

export function noSuchWidget() {
  return new Refusal({
    code: 'E_WIDGET_NOT_FOUND',
    status: 404,
    message: 'This widget was removed from the dashboard. Reload the page.',
  })
}
