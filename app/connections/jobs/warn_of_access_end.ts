import { defineJob } from '#foundation'
import WarnOfAccessEnd from '../actions/warn_of_access_end.js'

/** Tells people every morning which consents end within a week. */
export const warnOfAccessEndJob = defineJob<Record<string, never>>({
  name: 'connections.warn_of_access_end',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '15 7 * * *',
  async run() {
    await new WarnOfAccessEnd().execute(new Date())
  },
})
