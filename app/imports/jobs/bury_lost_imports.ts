import { defineJob } from '#foundation'
import BuryLostImports from '../actions/bury_lost_imports.js'

/** Ends imports that the job queue gave up. */
export const buryLostImportsJob = defineJob<Record<string, never>>({
  name: 'imports.bury',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/5 * * * *',
  async run() {
    await new BuryLostImports().execute(new Date())
  },
})
