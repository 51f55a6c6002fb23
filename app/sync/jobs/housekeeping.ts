import { defineJob } from '#foundation'
import ExpireLostRuns from '../actions/expire_lost_runs.js'
import CleanUp from '../actions/clean_up.js'

/** Ends runs that no job holds any more. */
export const expireLostRunsJob = defineJob({
  name: 'sync.expire',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '* * * * *',
  async run() {
    await new ExpireLostRuns().execute(new Date())
  },
})

/** Removes expired raw pages and old limits, at night. */
export const cleanUpJob = defineJob({
  name: 'sync.clean_up',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '17 3 * * *',
  async run() {
    await new CleanUp().execute(new Date())
  },
})
