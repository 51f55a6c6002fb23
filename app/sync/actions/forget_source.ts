import type { TenantTransaction } from '#foundation'
import { removeConnectionRows } from '#warehouse'
import { unschedule } from '../engine/schedule_entry.js'

/** What only the reading of a source needed; its runs stay, because the history names them. */
const TABLES = ['stream_states', 'raw_pages', 'rejected_records', 'reconciliations']

/** Lets go of everything that was read from a source that is being removed. */
export async function forgetSource(tenant: TenantTransaction, connectionId: string) {
  const key = [tenant.organizationId, connectionId]
  await tenant.query(
    `UPDATE sync_runs SET status = 'cancelled', lease = NULL, resume_at = NULL, finished_at = $3
     WHERE organization_id = $1 AND connection_id = $2 AND status IN ('queued', 'running', 'waiting')`,
    [...key, new Date()]
  )
  await unschedule(tenant, connectionId)
  await forgetRows(tenant, connectionId)
}

/** Lets go of what was read, and of the place of the reading, so that the next sync begins at the beginning. */
export async function forgetRows(tenant: TenantTransaction, connectionId: string) {
  for (const table of TABLES) {
    await tenant.query(`DELETE FROM ${table} WHERE organization_id = $1 AND connection_id = $2`, [
      tenant.organizationId,
      connectionId,
    ])
  }
  return removeConnectionRows(tenant, connectionId)
}
