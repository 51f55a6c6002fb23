import { defineJob } from '#foundation'
import ClaimDueSyncs from '../actions/claim_due_syncs.js'

/** The clock: every minute, whatever is due gets a run. */
export const scheduleJob = defineJob({
  name: 'sync.schedule',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '* * * * *',
  async run() {
    await new ClaimDueSyncs().execute(new Date())
  },
})
