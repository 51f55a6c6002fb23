import { createHash } from 'node:crypto'
import { newId, type TenantTransaction } from '#foundation'
import { CreateDashboard } from '#dashboards/actions/create_dashboard'
import { endDraft, keepVersion } from '#dashboards/actions/publish_dashboard'
import { RestoreVersion } from '#dashboards/actions/restore_version'
import { heldDraft } from '#dashboards/actions/held_draft'
import Dashboard, { type DashboardSettings } from '#dashboards/models/dashboard'
import { shownWidgets } from '#dashboards/queries/shown_widgets'
import type Organization from '#organizations/models/organization'

/** What a dashboard shows, without the ids that make it one organization's own. */
export interface DashboardTemplate {
  name: string
  description: string
  settings: DashboardSettings
  widgets: object[]
}

async function live(tenant: TenantTransaction, id: string): Promise<Dashboard | null> {
  return Dashboard.of({ id: tenant.organizationId }).where({ id }).whereNull('deleted_at').first()
}

/** As its readers see it; null where it was deleted. */
async function read(tenant: TenantTransaction, id: string): Promise<DashboardTemplate | null> {
  const dashboard = await live(tenant, id)
  if (!dashboard) {
    return null
  }
  const organization = { id: tenant.organizationId } as Organization
  const widgets = await shownWidgets(organization, dashboard)
  const { name, description, settings } = dashboard
  return {
    ...{ name, description, settings },
    widgets: widgets.map(({ title, view, question, display, layout, body }) => ({
      ...{ title, view, query: question ?? {}, display, layout, body },
    })),
  }
}

/**
 * Gives an organization the dashboard, or makes an earlier copy of it equal again. What stood there is kept as a version, so nothing is lost
 * that people can still want. Answers the id of the copy.
 */
async function write(
  tenant: TenantTransaction,
  copyId: string | null,
  template: DashboardTemplate
): Promise<string> {
  const { name, description, settings } = template
  const known = copyId && (await live(tenant, copyId))
  const copy =
    known ||
    (await new CreateDashboard(tenant).execute({
      ...{ name, description, settings, visibility: 'organization', createdBy: null },
    }))
  await heldDraft(tenant, copy)
  await keepVersion(tenant, copy, null)
  const widgets = template.widgets.map((widget) => ({ ...widget, id: newId() }))
  await tenant.query(
    `INSERT INTO dashboard_versions (organization_id, dashboard_id, number, widgets, published_at)
     SELECT $1, $2, max(number) + 1, $3, now() FROM dashboard_versions
     WHERE organization_id = $1 AND dashboard_id = $2`,
    [tenant.organizationId, copy.id, JSON.stringify(widgets)]
  )
  await new RestoreVersion(tenant).execute(copy, 'latest')
  await tenant.query(
    `UPDATE dashboards SET name = $3, description = $4, settings = $5, revision = revision + 1
     WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, copy.id, name, description, JSON.stringify(settings)]
  )
  await endDraft(tenant, copy)
  return copy.id
}

/** The same for two dashboards that show the same, whoever's they are. */
function fingerprint(template: DashboardTemplate): string {
  return createHash('sha256').update(stable(template)).digest('hex').slice(0, 32)
}

/** JSON whose keys have one order: the database and a form write them in their own. */
function stable(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(stable).join(',')}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined)
    return `{${entries
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${stable(part)}`)
      .join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** Dashboards as templates for other organizations. */
export const dashboardTemplates = { read, write, fingerprint }
