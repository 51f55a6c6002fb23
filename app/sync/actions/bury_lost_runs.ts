import db from '@adonisjs/lucid/services/db'
import { withTenant } from '#foundation'
import { BACKFILL_QUEUE, SYNC_QUEUE } from '../engine/run_job.js'

interface DeadLetter {
  organization_id: string
  run_id: string
}

/**
 * Runs whose job was given up by the queue end as failed, so that the person sees it and can start
 * again. The dead letter itself stays for a year.
 */
export default class BuryLostRuns {
  /** Answers how many runs were ended. */
  async execute(now: Date): Promise<number> {
    let buried = 0
    for (const letter of await deadLetters(now)) {
      buried += await bury(letter, now)
    }
    return buried
  }
}

async function deadLetters(now: Date): Promise<DeadLetter[]> {
  const { rows } = await db.rawQuery<{ rows: DeadLetter[] }>(
    `SELECT data ->> 'organizationId' AS organization_id, data ->> 'runId' AS run_id
     FROM pgboss.job
     WHERE name = 'dead_letter' AND source_name = ANY(?) AND created_on > ?`,
    [[SYNC_QUEUE.name, BACKFILL_QUEUE.name], new Date(now.getTime() - 86_400_000)]
  )
  return rows
}

async function bury(letter: DeadLetter, now: Date): Promise<number> {
  const message =
    'We could not finish this sync after many tries; the fault is on our side. What landed is kept. ' +
    'Start it again, and tell support if it fails once more.'
  const { rowCount } = await withTenant(letter.organization_id, (tenant) =>
    tenant.query(
      `UPDATE sync_runs SET status = 'failed', lease = NULL, resume_at = NULL, finished_at = $3,
         error_kind = 'permanent', error_code = 'E_GIVEN_UP', error_message = $4
       WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running', 'waiting')`,
      [letter.organization_id, letter.run_id, now, message]
    )
  )
  return rowCount
}
