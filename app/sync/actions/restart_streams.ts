import { Refusal, type TenantTransaction } from '#foundation'
import { removeConnectionRows } from '#warehouse'
import { activeRun } from './request_sync.js'

const TABLES = ['stream_states', 'raw_pages', 'rejected_records', 'reconciliations']

export interface Restart {
  connectionId: string
  /** Streams whose numbers go, with the place of their reading: the next sync begins at the beginning. */
  forget: string[]
  /** Streams whose numbers stay; what was begun and not finished is asked for anew. */
  keep?: string[]
}

/**
 * Lets streams that mean something else from now on begin anew. Refuses while a sync is under way, which would land with the old
 * meaning afterwards. Answers the first day that had numbers among those that went.
 */
export async function restartStreams(
  tenant: TenantTransaction,
  { connectionId, forget, keep = [] }: Restart
): Promise<{ firstDay: string | null }> {
  await assertIdle(tenant, connectionId)
  const key = [tenant.organizationId, connectionId]
  await tenant.query(
    `UPDATE stream_states SET at = at || '{"resume": null}'
     WHERE organization_id = $1 AND connection_id = $2 AND stream = ANY($3::text[]) AND at IS NOT NULL`,
    [...key, keep]
  )
  const days: string[] = []
  for (const stream of forget) {
    for (const table of TABLES) {
      await tenant.query(
        `DELETE FROM ${table} WHERE organization_id = $1 AND connection_id = $2 AND stream = $3`,
        [...key, stream]
      )
    }
    const { firstDay } = await removeConnectionRows(tenant, connectionId, stream)
    days.push(...(firstDay ? [firstDay] : []))
  }
  return { firstDay: days.sort().at(0) ?? null }
}

async function assertIdle(tenant: TenantTransaction, connectionId: string) {
  if (await activeRun(tenant, connectionId)) {
    throw new Refusal({
      code: 'E_SOURCE_IS_READ',
      status: 409,
      message:
        'This source is syncing, so nothing was changed. Cancel the sync or wait until it has finished, then save again.',
    })
  }
}
