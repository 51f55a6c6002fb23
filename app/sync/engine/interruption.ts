import { withTenant } from '#foundation'
import type { StartedRun } from './open_sync_run.js'
import type { RunJob } from './settle_run.js'

export interface Interruption {
  signal: AbortSignal
  reason(): 'cancelled' | 'shutdown' | null
  /** Stops looking. */
  close(): void
}

/**
 * Watches for what may end a run before its end: a person, the shutdown, or a lost claim. How often it looks is
 * how soon a hanging call notices that a person has cancelled.
 */
export function watchInterruption(run: StartedRun, job: RunJob, everyMs: number): Interruption {
  const cancelled = new AbortController()
  if (run.isCancelled) {
    cancelled.abort()
  }
  const timer = setInterval(() => void look(run, cancelled), everyMs)
  return {
    signal: AbortSignal.any([job.signal, job.stopping, cancelled.signal]),
    reason() {
      if (cancelled.signal.aborted) {
        return 'cancelled'
      }
      return job.stopping.aborted ? 'shutdown' : null
    },
    close: () => clearInterval(timer),
  }
}

/** A look that fails says nothing: the next write would fail too, and says it properly. */
async function look(run: StartedRun, cancelled: AbortController) {
  const isCancelled = await isCancellationRequested(run).catch(() => false)
  if (isCancelled) {
    cancelled.abort()
  }
}

function isCancellationRequested({ organizationId, id }: StartedRun): Promise<boolean> {
  return withTenant(
    organizationId,
    async (tenant) => {
      const { rows } = await tenant.query(
        `SELECT 1 FROM sync_runs
         WHERE organization_id = $1 AND id = $2 AND cancel_requested_at IS NOT NULL`,
        [organizationId, id]
      )
      return rows.length === 1
    },
    { readOnly: true }
  )
}
