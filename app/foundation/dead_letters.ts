import db from '@adonisjs/lucid/services/db'
import type { JobReference } from './job_queue.js'
import type { JobPayload } from './jobs.js'

const LOOK_BACK_MS = 86_400_000

/**
 * The payloads of jobs that the queue gave up during the last day: their workers died every time. Who wanted
 * something of them still waits, so the context that queued them tells what became of it. The letters stay.
 */
export async function deadLetters<Payload extends JobPayload>(
  queues: JobReference[],
  now: Date
): Promise<Payload[]> {
  const { rows } = await db.rawQuery<{ rows: { data: Payload }[] }>(
    `SELECT data FROM pgboss.job
     WHERE name = 'dead_letter' AND source_name = ANY(?) AND created_on > ?`,
    [queues.map(({ name }) => name), new Date(now.getTime() - LOOK_BACK_MS)]
  )
  return rows.map(({ data }) => data)
}
