import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'

interface ScheduledConnection {
  id: string
  syncEveryMinutes: number
}

/** Puts the next sync of a source that can be read into the directory, counted from now. */
export async function planNextSync(
  tenant: TenantTransaction,
  connection: ScheduledConnection,
  now: Date
) {
  const nextAt = DateTime.fromJSDate(now).plus({ minutes: connection.syncEveryMinutes }).toJSDate()
  await tenant.query(
    `INSERT INTO sync_schedule (organization_id, connection_id, next_sync_at)
     SELECT c.organization_id, c.id, $3 FROM connections c
     WHERE c.organization_id = $1 AND c.id = $2 AND c.state IN ('pending', 'connected')
     ON CONFLICT (organization_id, connection_id) DO UPDATE SET next_sync_at = EXCLUDED.next_sync_at`,
    [tenant.organizationId, connection.id, nextAt]
  )
}

/** Takes a connection out of the schedule: paused, removed, or waiting for the person to sign in. */
export async function unschedule(tenant: TenantTransaction, connectionId: string) {
  await tenant.query(
    'DELETE FROM sync_schedule WHERE organization_id = $1 AND connection_id = $2',
    [tenant.organizationId, connectionId]
  )
}
