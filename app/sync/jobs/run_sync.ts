import { defineJob } from '#foundation'
import RunSync from '../actions/run_sync.js'
import { openSession } from '../engine/open_session.js'
import { BACKFILL_QUEUE, SYNC_QUEUE } from '../engine/run_job.js'

interface RunPayload extends Record<string, string> {
  organizationId: string
  runId: string
}

/** One run of a source. An organization has at most two at once on a worker, so that none starves. */
export const runSyncJob = defineJob<RunPayload>({
  ...SYNC_QUEUE,
  queueClass: 'sync',
  concurrency: 4,
  groupConcurrency: 2,
  run: (job) => new RunSync({ openSession }).execute(job),
})

export const runBackfillJob = defineJob<RunPayload>({
  ...BACKFILL_QUEUE,
  queueClass: 'backfill',
  concurrency: 2,
  groupConcurrency: 1,
  run: (job) => new RunSync({ openSession }).execute(job),
})
