import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import { FORGET_UNUSED } from '#dashboards/images/stored_images'

/** As long as a deletion can be taken back; after that nothing of it is kept. */
export const KEPT_DAYS = 30

/** Forgets dashboards and widgets that were deleted long ago, organization by organization. */
export class PurgeDeleted {
  async execute(now: DateTime) {
    const before = now.minus({ days: KEPT_DAYS }).toJSDate()
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    for (const { id } of rows) {
      await this.purge(id, before)
    }
  }

  private purge(organizationId: string, before: Date) {
    return withTenant(organizationId, async (tenant) => {
      await tenant.query(
        'DELETE FROM dashboard_widgets WHERE organization_id = $1 AND removed_at < $2',
        [organizationId, before]
      )
      await tenant.query('DELETE FROM dashboards WHERE organization_id = $1 AND deleted_at < $2', [
        organizationId,
        before,
      ])
      await tenant.query(FORGET_UNUSED, [organizationId, before])
    })
  }
}
