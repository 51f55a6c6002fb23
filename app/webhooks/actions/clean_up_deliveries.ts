import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'

const ROWS_PER_STATEMENT = 5_000

/** Removes deliveries whose time is over. What waits for a person stays; its number is bounded where it arrives. */
export class CleanUpDeliveries {
  async execute(now: Date): Promise<number> {
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    let removed = 0
    for (const { id } of rows) {
      removed += await removeExpired(id, now)
    }
    return removed
  }
}

async function removeExpired(organizationId: string, now: Date): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await withTenant(organizationId, (tenant) =>
      tenant.query(
        `DELETE FROM webhook_deliveries WHERE organization_id = $1 AND id IN (
           SELECT id FROM webhook_deliveries
           WHERE organization_id = $1 AND expires_at <= $2 AND (outcome <> 'waiting' OR run_id IS NOT NULL)
           LIMIT ${ROWS_PER_STATEMENT})`,
        [organizationId, now]
      )
    )
    removed += rowCount
    if (rowCount < ROWS_PER_STATEMENT) {
      return removed
    }
  }
}
