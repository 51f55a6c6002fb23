import { forEachUnheld, withTenant } from '#foundation'
import { abandonRun } from '../abandon_run.js'
import { BACKFILL_QUEUE, SYNC_QUEUE } from '../engine/run_job.js'

const error = {
  kind: 'permanent' as const,
  code: 'E_GIVEN_UP',
  message:
    'This sync failed after many attempts because of an error on our side. Imported data is kept. ' +
    'Start it again, and contact support if it fails again.',
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
