import { newId, Refusal, type TenantTransaction } from '#foundation'
import type Organization from '#organizations/models/organization'
import type Dashboard from '#dashboards/models/dashboard'
import { shownWidgets } from '#dashboards/queries/shown_widgets'

/** As many as a person looks through. */
export const MOST_TEMPLATES = 100

interface Wanted {
  name: string
  description?: string
  createdBy: string | null
}

/** Keeps what readers see of a dashboard as a template, for everybody in the organization who makes dashboards. */
export class SaveTemplate {
  constructor(
    private tenant: TenantTransaction,
    private organization: Organization
  ) {}

  async execute(dashboard: Dashboard, { name, description, createdBy }: Wanted) {
    await this.assertRoom()
    const widgets = await shownWidgets(this.organization, dashboard)
    const kept = widgets.map(({ title, view, question, display, layout, body }) => ({
      ...{ title, view, display, layout, body },
      ...(question && { question }),
    }))
    const { range, currency } = dashboard.settings
    await this.tenant.query(
      `INSERT INTO dashboard_templates
         (organization_id, id, name, description, settings, widgets, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
      [
        this.tenant.organizationId,
        newId(),
        name,
        description ?? dashboard.description,
        JSON.stringify({ range, currency }),
        JSON.stringify(kept),
        createdBy,
      ]
    )
  }

  private async assertRoom() {
    const { rows } = await this.tenant.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM dashboard_templates WHERE organization_id = $1',
      [this.tenant.organizationId]
    )
    if (rows[0].count >= MOST_TEMPLATES) {
      throw new Refusal({
        code: 'E_TEMPLATES_FULL',
        status: 422,
        message: `There are ${MOST_TEMPLATES} templates, which is the most, so this one was not saved. Delete one that is not used first.`,
      })
    }
  }
}
