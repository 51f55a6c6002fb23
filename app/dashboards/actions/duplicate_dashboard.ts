import type { TenantTransaction } from '#foundation'
import type Organization from '#organizations/models/organization'
import { CreateDashboard } from '#dashboards/actions/create_dashboard'
import type Dashboard from '#dashboards/models/dashboard'
import { widgetsOf } from '#dashboards/queries/find_dashboard'
import { MOST_WIDGETS } from '#dashboards/queries/widget_room'

/** Copies a dashboard with its widgets. The copy is private to the person who made it. */
export class DuplicateDashboard {
  constructor(
    private tenant: TenantTransaction,
    private organization: Organization
  ) {}

  async execute(original: Dashboard, person: { id: string }): Promise<Dashboard> {
    const widgets = await widgetsOf(this.organization, original)
    return new CreateDashboard(this.tenant).execute({
      name: `${original.name} (copy)`,
      description: original.description,
      settings: original.settings,
      createdBy: person.id,
      widgets: widgets
        .slice(0, MOST_WIDGETS)
        .map(({ title, view, layout, display, question, body }) => ({
          title,
          view,
          layout,
          display,
          body,
          question: question ?? undefined,
        })),
    })
  }
}
