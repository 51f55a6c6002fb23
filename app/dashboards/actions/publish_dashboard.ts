import type { TenantTransaction } from '#foundation'
import { heldDraft } from '#dashboards/actions/held_draft'
import type Dashboard from '#dashboards/models/dashboard'

/** Makes the widgets as they stand what readers see. Answers whether there was a draft: another person may have published it. */
export class PublishDashboard {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, userId: string): Promise<boolean> {
    const { draft_since: since } = await heldDraft(this.tenant, dashboard)
    if (since !== null) {
      await keepVersion(this.tenant, dashboard, userId)
      await endDraft(this.tenant, dashboard)
    }
    return since !== null
  }
}

/** What readers see and the widgets are the same again. */
export async function endDraft(tenant: TenantTransaction, { id }: Pick<Dashboard, 'id'>) {
  await tenant.query(
    `UPDATE dashboards SET draft_since = NULL, draft_by = NULL, updated_at = now()
      WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id]
  )
}

/** Keeps the widgets of a dashboard as its next version. */
export async function keepVersion(
  tenant: TenantTransaction,
  { id }: Pick<Dashboard, 'id'>,
  publishedBy: string | null
) {
  await tenant.query(
    `INSERT INTO dashboard_versions (organization_id, dashboard_id, number, widgets, published_by, published_at)
     SELECT $1, $2,
            (SELECT coalesce(max(number), 0) + 1 FROM dashboard_versions
              WHERE organization_id = $1 AND dashboard_id = $2),
            coalesce(jsonb_agg(jsonb_build_object(
              'id', id, 'title', title, 'view', view, 'query', query, 'display', display,
              'layout', layout, 'body', body) ORDER BY created_at, id), '[]'),
            $3, now()
       FROM dashboard_widgets
      WHERE organization_id = $1 AND dashboard_id = $2 AND removed_at IS NULL`,
    [tenant.organizationId, id, publishedBy]
  )
}
