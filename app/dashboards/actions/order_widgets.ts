import type { TenantTransaction } from '#foundation'
import type Dashboard from '#dashboards/models/dashboard'

/** Puts the widgets into the given reading order; those not named keep their order behind them. */
export class OrderWidgets {
  constructor(private tenant: TenantTransaction) {}

  async execute(dashboard: Dashboard, widgetIds: string[]) {
    await this.tenant.query(
      `UPDATE dashboard_widgets AS widget SET position = ordered.place
         FROM (SELECT id, row_number() OVER (
                 ORDER BY coalesce(array_position($3::uuid[], id), 100000), position, id) AS place
                 FROM dashboard_widgets
                WHERE organization_id = $1 AND dashboard_id = $2 AND removed_at IS NULL) AS ordered
        WHERE widget.organization_id = $1 AND widget.id = ordered.id`,
      [this.tenant.organizationId, dashboard.id, widgetIds]
    )
  }
}
