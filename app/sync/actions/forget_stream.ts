import { Refusal, type TenantTransaction } from '#foundation'
import { removeConnectionRows } from '#warehouse'
import { activeRun } from './request_sync.js'

const TABLES = ['stream_states', 'raw_pages', 'rejected_records', 'reconciliations']

/**
 * Lets go of what was read of one stream, and of the place of its reading, so that the next sync begins at the beginning. Refuses
 * while a sync is under way, which would land with the old meaning afterwards.
 */
export async function forgetStream(
  tenant: TenantTransaction,
  { connectionId, stream }: { connectionId: string; stream: string }
) {
  if (await activeRun(tenant, connectionId)) {
    throw new Refusal({
      code: 'E_SOURCE_IS_READ',
      status: 409,
      message:
        'This source is syncing, so nothing was changed. Cancel the sync or wait until it has finished, then save again.',
    })
  }
  for (const table of TABLES) {
    await tenant.query(
      `DELETE FROM ${table} WHERE organization_id = $1 AND connection_id = $2 AND stream = $3`,
      [tenant.organizationId, connectionId, stream]
    )
  }
  await removeConnectionRows(tenant, connectionId, stream)
}
