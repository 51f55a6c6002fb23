import { defineJob } from '#foundation'
import ExpireConsents from '../actions/expire_consents.js'

/** Ends consents that nobody came back from. */
export const expireConsentsJob = defineJob<Record<string, never>>({
  name: 'connections.expire_consents',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '* * * * *',
  async run() {
    await new ExpireConsents().execute(new Date())
  },
})
