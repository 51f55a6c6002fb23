import { deadLetters, withTenant } from '#foundation'
import { abandonRun } from '../abandon_run.js'
import { BACKFILL_QUEUE, SYNC_QUEUE } from '../engine/run_job.js'

interface LostRun extends Record<string, string> {
  organizationId: string
  runId: string
}

const error = {
  kind: 'permanent' as const,
  code: 'E_GIVEN_UP',
  message:
    'We could not finish this sync after many tries; the fault is on our side. What landed is kept. ' +
    'Start it again, and tell support if it fails once more.',
}

/**
 * Runs whose job was given up by the queue end as failed, so that the person sees it and can start
 * again. The dead letter itself stays for a year.
 */
export default class ExpireLostRuns {
  /** Answers how many runs were ended. */
  async execute(now: Date): Promise<number> {
    let expired = 0
    for (const { organizationId, runId } of await deadLetters<LostRun>(
      [SYNC_QUEUE, BACKFILL_QUEUE],
      now
    )) {
      const isBuried = await withTenant(organizationId, (tenant) =>
        abandonRun(tenant, { runId, error, now })
      )
      expired += isBuried ? 1 : 0
    }
    return expired
  }
}
