import { currentTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { arranged, type Placed } from '#dashboards/arranged'
import type Dashboard from '#dashboards/models/dashboard'
import type Widget from '#dashboards/models/widget'
import type { WidgetQuestion } from '#dashboards/models/widget'
import { widgetsOf } from '#dashboards/queries/find_dashboard'
import { WIDGET_VIEWS } from '#dashboards/widget_views'

/** A widget as it is drawn and answered, from its row or from a published version. */
export type ShownWidget = Placed &
  Pick<Widget, 'id' | 'title' | 'view' | 'question' | 'display' | 'layout' | 'body'>

type Kept = Omit<ShownWidget, 'placed' | 'question'> & {
  query: WidgetQuestion | Record<string, never>
}

/** What readers see: the published widgets, and those of the draft only for who edits it. */
export async function shownWidgets(
  organization: Organization,
  dashboard: Dashboard,
  { draft = false } = {}
): Promise<ShownWidget[]> {
  return dashboard.draftSince && !draft
    ? publishedWidgets(dashboard)
    : widgetsOf(organization, dashboard)
}

async function publishedWidgets({ id }: Dashboard): Promise<ShownWidget[]> {
  const tenant = currentTenant()
  const { rows } = await tenant.query<{ widgets: Kept[] }>(
    `SELECT widgets FROM dashboard_versions
      WHERE organization_id = $1 AND dashboard_id = $2 ORDER BY number DESC LIMIT 1`,
    [tenant.organizationId, id]
  )
  const known = (rows[0]?.widgets ?? []).filter(({ view }) => view in WIDGET_VIEWS)
  return arranged(
    known.map(({ query, ...widget }) => ({
      ...widget,
      question: 'metrics' in query ? (query as WidgetQuestion) : null,
    }))
  )
}
