import { expireLostRunsJob, cleanUpJob } from './housekeeping.js'
import { rollUpJob } from './roll_up.js'
import { runBackfillJob, runSyncJob } from './run_sync.js'
import { scheduleJob } from './schedule.js'

/** The jobs of this context, for start/jobs.ts. */
export const syncJobs = [
  runSyncJob,
  runBackfillJob,
  scheduleJob,
  rollUpJob,
  expireLostRunsJob,
  cleanUpJob,
]
