import { newId, type TenantTransaction } from '#foundation'
import Dashboard, {
  DEFAULT_SETTINGS,
  type DashboardSettings,
  type Visibility,
} from '#dashboards/models/dashboard'
import { nextPlace } from '#dashboards/arranged'
import Widget, { type WidgetQuestion } from '#dashboards/models/widget'
import type { KeptLayout, WidgetView } from '#dashboards/types'
import { WIDGET_VIEWS } from '#dashboards/widget_views'
import { freeSlug } from '#dashboards/queries/free_slug'

export interface NewWidget {
  title: string
  view: WidgetView
  /** Columns of twelve; those of its view when left out. */
  width?: number
  /** Rows of 40 px; those of its view when left out. */
  height?: number
  /** Left out where the view asks nothing. */
  question?: WidgetQuestion
  display?: Record<string, unknown>
  body?: string
  /** Next to the one before, or below it, when left out. */
  layout?: KeptLayout
}

export interface NewDashboard {
  name: string
  description?: string
  /** Private unless said otherwise. */
  visibility?: Visibility
  settings?: Partial<DashboardSettings>
  /** Id of the person who owns it; null for dashboards that the product made. */
  createdBy: string | null
  /** In reading order. */
  widgets?: NewWidget[]
}

/** Makes a dashboard with its widgets. The address is derived from the name. */
export class CreateDashboard {
  constructor(private tenant: TenantTransaction) {}

  async execute(wanted: NewDashboard): Promise<Dashboard> {
    const organization = { id: this.tenant.organizationId }
    const dashboard = await Dashboard.createIn(organization, {
      slug: await freeSlug(this.tenant, wanted.name),
      name: wanted.name,
      description: wanted.description ?? '',
      visibility: wanted.visibility ?? 'private',
      settings: { ...DEFAULT_SETTINGS, ...wanted.settings },
      createdBy: wanted.createdBy,
    })
    const packing = { x: 0, y: 0, row: 0 }
    for (const widget of wanted.widgets ?? []) {
      const fields = fieldsOf(widget, packing)
      await Widget.createIn(organization, { ...fields, id: newId(), dashboardId: dashboard.id })
    }
    return dashboard
  }
}

function fieldsOf(
  { width, height, layout, ...widget }: NewWidget,
  packing: Parameters<typeof nextPlace>[0]
) {
  const { w, h } = WIDGET_VIEWS[widget.view].size
  return {
    question: null,
    display: {},
    body: '',
    ...widget,
    layout: layout ?? { lg: nextPlace(packing, { w: width ?? w, h: height ?? h }) },
  }
}

/** Makes a dashboard for other contexts, for example the sample organization's. */
export function createDashboard(tenant: TenantTransaction, wanted: NewDashboard) {
  return new CreateDashboard(tenant).execute(wanted)
}
