import { defineJob } from '#foundation'
import ExpireLostImports from '../actions/expire_lost_imports.js'

/** Ends imports that the job queue gave up. */
export const expireLostImportsJob = defineJob<Record<string, never>>({
  name: 'imports.expire',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/5 * * * *',
  async run() {
    await new ExpireLostImports().execute(new Date())
  },
})
