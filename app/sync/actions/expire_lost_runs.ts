import { forEachUnheld, withTenant } from '#foundation'
import { abandonRun } from '../abandon_run.js'
import { BACKFILL_QUEUE, SYNC_QUEUE } from '../engine/run_job.js'

const error = {
  kind: 'permanent' as const,
  code: 'E_GIVEN_UP',
  message:
    'We could not finish this sync after many tries; the fault is on our side. What landed is kept. ' +
    'Start it again, and tell support if it fails once more.',
}

const RUNS = {
  table: 'sync_runs',
  isOpen: `kind <> 'import' AND status IN ('queued', 'running', 'waiting')`,
  since: 'coalesce(started_at, queued_at)',
  queues: [SYNC_QUEUE, BACKFILL_QUEUE],
  key: 'runId',
}

/**
 * Runs that no job holds any more, since the queue gave theirs up, end as failed: the person sees it, and the source
 * can be read again. A dead letter stays for a year.
 */
export default class ExpireLostRuns {
  async execute(now: Date): Promise<void> {
    await forEachUnheld(RUNS, now, ({ organizationId, id: runId }) =>
      withTenant(organizationId, (tenant) => abandonRun(tenant, { runId, error, now }))
    )
  }
}
