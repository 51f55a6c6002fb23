import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'

const ROWS_PER_STATEMENT = 5_000

/** Removes what has served its time: expired raw pages, and limits of windows that are long over. */
export default class CleanUp {
  async execute(now: Date): Promise<{ rawPages: number; limits: number }> {
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    let rawPages = 0
    for (const { id } of rows) {
      rawPages += await removeRawPages(id, now)
    }
    return { rawPages, limits: await removeLimits(now) }
  }
}

async function removeRawPages(organizationId: string, now: Date): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await withTenant(organizationId, (tenant) =>
      tenant.query(
        `DELETE FROM raw_pages WHERE organization_id = $1 AND id IN (
           SELECT id FROM raw_pages WHERE organization_id = $1 AND expires_at <= $2
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

async function removeLimits(now: Date): Promise<number> {
  const dayBefore = new Date(now.getTime() - 86_400_000)
  const { rowCount } = await db.rawQuery<{ rowCount: number }>(
    `DELETE FROM vendor_limits
     WHERE window_started_at < ? AND (blocked_until IS NULL OR blocked_until < ?)`,
    [dayBefore, now]
  )
  return rowCount
}
