import type { TenantTransaction } from '#foundation'
import type { ReadState, ResumePoint } from './windows.js'

export interface ReadKey {
  connectionId: string
  stream: string
  /** Account id, or empty for a stream that is read once. */
  part: string
}

/** A backfill keeps its own place, so that it never moves the place of the regular sync. */
export const BACKFILL_PREFIX = 'backfill '

/** Every state of a connection, by stream and part. */
export async function readStates(tenant: TenantTransaction, connectionId: string) {
  const { rows } = await tenant.query<{
    stream: string
    part: string
    done: string | null
    at: ResumePoint | null
    mark: unknown
  }>(
    `SELECT stream, part, done, at, mark FROM stream_states
     WHERE organization_id = $1 AND connection_id = $2`,
    [tenant.organizationId, connectionId]
  )
  return new Map(rows.map((row) => [stateName(row.stream, row.part), row as ReadState]))
}

export const stateName = (stream: string, part: string) => `${stream}\u0000${part}`

/** Moves the place of a part. `done` is kept where none is given. */
export async function writeState(
  tenant: TenantTransaction,
  key: ReadKey,
  { state, now }: { state: ReadState; now: Date }
) {
  await tenant.query(
    `INSERT INTO stream_states (organization_id, connection_id, stream, part, done, at, updated_at, mark)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (organization_id, connection_id, stream, part)
       DO UPDATE SET done = EXCLUDED.done, at = EXCLUDED.at, mark = EXCLUDED.mark, updated_at = EXCLUDED.updated_at`,
    [
      tenant.organizationId,
      key.connectionId,
      key.stream,
      key.part,
      state.done,
      state.at === null ? null : JSON.stringify(state.at),
      now,
      state.mark === undefined || state.mark === null ? null : JSON.stringify(state.mark),
    ]
  )
}

/** Forgets the places of finished backfills. */
export async function forgetBackfills(tenant: TenantTransaction, connectionId: string) {
  await tenant.query(
    `DELETE FROM stream_states
     WHERE organization_id = $1 AND connection_id = $2 AND starts_with(part, $3)`,
    [tenant.organizationId, connectionId, BACKFILL_PREFIX]
  )
}

/** Whether anything of this source was ever read. */
export async function wasRead(tenant: TenantTransaction, connectionId: string): Promise<boolean> {
  const { rowCount } = await tenant.query(
    'SELECT 1 FROM stream_states WHERE organization_id = $1 AND connection_id = $2 LIMIT 1',
    [tenant.organizationId, connectionId]
  )
  return rowCount > 0
}
