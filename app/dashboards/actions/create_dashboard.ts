import { newId, type TenantTransaction } from '#foundation'
import Dashboard, {
  DEFAULT_SETTINGS,
  type DashboardSettings,
  type Visibility,
} from '#dashboards/models/dashboard'
import Widget, {
  type WidgetQuestion,
  type WidgetView,
  type WidgetWidth,
} from '#dashboards/models/widget'
import { freeSlug } from '#dashboards/queries/free_slug'

export interface NewWidget {
  title: string
  view: WidgetView
  width: WidgetWidth
  /** Left out for text. */
  question?: WidgetQuestion
  body?: string
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
    for (const [index, widget] of (wanted.widgets ?? []).entries()) {
      await Widget.createIn(organization, {
        ...widget,
        id: newId(),
        dashboardId: dashboard.id,
        position: index + 1,
        question: widget.question ?? null,
        body: widget.body ?? '',
      })
    }
    return dashboard
  }
}

/** Makes a dashboard for other contexts, for example the sample organization's. */
export function createDashboard(tenant: TenantTransaction, wanted: NewDashboard) {
  return new CreateDashboard(tenant).execute(wanted)
}
