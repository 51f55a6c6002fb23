import { withTenant } from '#foundation'
import RunSync, { type RunSyncOptions } from '#sync/actions/run_sync'
import { openSession } from '#sync/engine/open_session'
import type { Progress } from '#sync/engine/progress_book'

/** A run as its row says, as far as tests look at it. PostgreSQL's `bigint` is a text. */
export interface RunRow {
  id: string
  status: string
  pages: string
  records_read: string
  records_written: string
  records_restated: string
  records_unchanged: string
  records_rejected: string
  progress: Progress
  error_kind: string | null
  error_code: string | null
  error_message: string | null
  lease: string | null
  attempts: number
  resume_at: Date | null
}

interface Worker extends Partial<RunSyncOptions> {
  stopping?: AbortSignal
}

/** Carries out a run as a worker would, once, and answers its row. */
export async function carryOut({ id }: { id: string }, runId: string, worker: Worker = {}) {
  const { stopping = new AbortController().signal, ...options } = worker
  await new RunSync({ openSession, ...options }).execute({
    id: runId,
    payload: { organizationId: id, runId },
    retryCount: 0,
    signal: new AbortController().signal,
    stopping,
    completeIn: async () => {},
  })
  const { rows } = await withTenant(id, (tenant) =>
    tenant.query<RunRow>('SELECT * FROM sync_runs WHERE organization_id = $1 AND id = $2', [
      id,
      runId,
    ])
  )
  return rows[0]
}
