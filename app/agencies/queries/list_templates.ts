import { dashboardTemplates } from '#dashboards'
import type { TenantTransaction } from '#foundation'

/** `equal`: as pushed, and the template is still that. `outdated`: the template changed. `changed`: the client did. `deleted`: it is gone there. */
export type CopyState = 'equal' | 'outdated' | 'changed' | 'deleted'

export interface TemplateCopy {
  clientId: string
  client: string
  state: CopyState
  pushedAt: Date
  seenAt: Date
}

interface Row extends Omit<TemplateCopy, 'state'> {
  pushed: string
  seen: string | null
}

export interface Template {
  id: string
  name: string
  slug: string
  copies: TemplateCopy[]
}

/** Dashboards that everyone in the agency sees, and how the copies of each differ. */
export async function listTemplates(tenant: TenantTransaction): Promise<Template[]> {
  const { rows: dashboards } = await tenant.query<Omit<Template, 'copies'>>(
    `SELECT id, name, slug FROM dashboards
     WHERE organization_id = $1 AND visibility = 'organization' AND deleted_at IS NULL
     ORDER BY lower(name), id LIMIT 100`,
    [tenant.organizationId]
  )
  const copies = await copiesByDashboard(tenant)
  const templates: Template[] = []
  for (const dashboard of dashboards) {
    const own = copies.get(dashboard.id) ?? []
    const template = own.length > 0 ? await dashboardTemplates.read(tenant, dashboard.id) : null
    const current = template && dashboardTemplates.fingerprint(template)
    templates.push({ ...dashboard, copies: own.map((copy) => told(copy, current)) })
  }
  return templates
}

async function copiesByDashboard(tenant: TenantTransaction) {
  const { rows } = await tenant.query<Row & { dashboardId: string }>(
    `SELECT t.dashboard_id AS "dashboardId", t.client_id AS "clientId", o.name AS client, t.pushed, t.seen,
       t.pushed_at AS "pushedAt", t.seen_at AS "seenAt"
     FROM template_copies t
       JOIN agency_clients c ON c.organization_id = $1 AND c.client_id = t.client_id AND c.ended_at IS NULL
       JOIN organizations o ON o.id = t.client_id
     WHERE t.organization_id = $1 ORDER BY lower(o.name), o.id`,
    [tenant.organizationId]
  )
  return Map.groupBy(rows, ({ dashboardId }) => dashboardId)
}

function told(
  { clientId, client, pushedAt, seenAt, pushed, seen }: Row,
  current: string | null
): TemplateCopy {
  return { clientId, client, pushedAt, seenAt, state: stateOf({ pushed, seen, current }) }
}

function stateOf({
  pushed,
  seen,
  current,
}: Pick<Row, 'pushed' | 'seen'> & { current: string | null }): CopyState {
  if (seen === null) {
    return 'deleted'
  }
  if (seen !== pushed) {
    return 'changed'
  }
  return current === pushed ? 'equal' : 'outdated'
}
