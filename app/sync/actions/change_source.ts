import type { TenantTransaction } from '#foundation'
import { assertIsRead } from '../engine/assert_read.js'
import { planNextSync } from '../engine/schedule_entry.js'

export interface SourceSettingsChange {
  connectionId: string
  now: Date
  name?: string
  syncEveryMinutes?: number
  /** Ids of the accounts to read; the others are left out from the next sync on. */
  accounts?: string[]
}

interface ChangedSource {
  id: string
  name: string
  pluginId: string
  connector: string
  syncEveryMinutes: number
}

/** Changes what a person may change of a source without connecting it again. */
export async function changeSource(tenant: TenantTransaction, change: SourceSettingsChange) {
  const { connectionId, now, name, syncEveryMinutes, accounts } = change
  const key = [tenant.organizationId, connectionId]
  const { rows } = await tenant.query<ChangedSource>(
    `UPDATE connections SET name = coalesce($3, name),
       sync_every_minutes = coalesce($4, sync_every_minutes), updated_at = $5
     WHERE organization_id = $1 AND id = $2
     RETURNING id, name, plugin_id AS "pluginId", connector, sync_every_minutes AS "syncEveryMinutes"`,
    [...key, name ?? null, syncEveryMinutes ?? null, now]
  )
  if (accounts || syncEveryMinutes) {
    await assertIsRead(rows[0])
  }
  if (accounts) {
    await tenant.query(
      `UPDATE connection_accounts SET is_selected = external_id = ANY($3::text[])
       WHERE organization_id = $1 AND connection_id = $2`,
      [...key, accounts]
    )
  }
  if (syncEveryMinutes) {
    await planNextSync(tenant, rows[0], now)
  }
}
