import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { withHashJoins } from '../batch/hash_joins.js'
import { bumpDataVersion, markDirty } from '../batch/mark_changes.js'
import { restoreRows } from '../batch/restore_rows.js'
import { recomputeChanges } from '../batch/snapshot_changes.js'
import { takeRows } from '../batch/take_rows.js'
import { listStreams } from '../queries/list_streams.js'
import type { StreamSummary } from '../types.js'

export interface RunToUndo {
  runId: string
  /** The source that the run read: it wrote into no other. */
  connectionId: string
  now: DateTime
}

export interface UndoOutcome {
  /** Rows that said what the run had said. */
  removed: number
  /** Rows that are as they were said before the run, or would be without it. */
  restored: number
}

/**
 * Takes back what a run wrote: the numbers are as if it had never been. A row that a later run restated or
 * confirmed keeps what that run said. Every number taken back stays in the revisions, so that a report as
 * of yesterday still shows yesterday's number.
 */
export async function undoRun(tenant: TenantTransaction, run: RunToUndo): Promise<UndoOutcome> {
  await tenant.query(
    `INSERT INTO undone_runs (organization_id, run_id, undone_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, run.runId, run.now.toJSDate()]
  )
  const outcome = { removed: 0, restored: 0 }
  const streams = await listStreams(tenant)
  for (const stream of streams.filter((one) => one.connectionId === run.connectionId)) {
    const { taken, restored } = await withHashJoins(tenant, () => undoInStream(tenant, stream, run))
    outcome.removed += taken
    outcome.restored += restored
  }
  outcome.removed += await removeEvents(tenant, run)
  await bumpDataVersion(tenant)
  return outcome
}

async function removeEvents(tenant: TenantTransaction, { runId }: RunToUndo): Promise<number> {
  const { rowCount } = await tenant.query(
    'DELETE FROM events WHERE organization_id = $1 AND run_id = $2',
    [tenant.organizationId, runId]
  )
  return rowCount
}

async function undoInStream(
  tenant: TenantTransaction,
  stream: StreamSummary,
  { runId, now }: RunToUndo
) {
  const run = { stream, runId, now: now.toJSDate() }
  const { taken, days: takenDays } = await takeRows(tenant, run)
  const { restored, days: restoredDays } = await restoreRows(tenant, run)
  const touched = [...new Set([...takenDays, ...restoredDays])]
  const changes = await recomputeChanges(tenant, stream, touched)
  const days = [...new Set([...touched, ...changes])]
  await markDirty(tenant, { streamId: stream.id, days, now })
  return { taken, restored }
}
