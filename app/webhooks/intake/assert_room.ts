import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { MOST_WAITING } from '../limits.js'
import { tooManyWait } from './sentences.js'

/** Refuses more than may wait: a paused source would otherwise fill the disk. */
export async function assertRoom(tenant: TenantTransaction, { id }: Connection) {
  const { rows } = await tenant.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM (
       SELECT 1 FROM webhook_deliveries
       WHERE organization_id = $1 AND connection_id = $2 AND outcome = 'waiting' LIMIT $3) w`,
    [tenant.organizationId, id, MOST_WAITING]
  )
  if (rows[0].waiting >= MOST_WAITING) {
    throw tooManyWait()
  }
}
