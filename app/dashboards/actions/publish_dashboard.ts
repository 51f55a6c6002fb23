import type { TenantTransaction } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'

/** Makes the widgets as they stand what readers see. */
export class PublishDashboard {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, userId: string) {
    await keepVersion(this.tenant, dashboard, userId)
    await dashboard.merge({ draftSince: null, draftBy: null }).save()
  }
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
