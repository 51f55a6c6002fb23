import { defineJob } from '#foundation'
import ExpireLostImports from '../actions/expire_lost_imports.js'

/** Ends imports and undoings that no job holds any more. */
export const expireLostImportsJob = defineJob<Record<string, never>>({
  name: 'imports.expire',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '* * * * *',
  async run() {
    await new ExpireLostImports().execute(new Date())
  },
})
