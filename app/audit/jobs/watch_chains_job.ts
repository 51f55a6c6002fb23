import db from '@adonisjs/lucid/services/db'
import { defineJob, enqueue } from '#foundation'
import { watchChainJob } from '#audit/jobs/watch_chain_job'

/** Nightly, one job for each organization. */
export const watchChainsJob = defineJob({
  name: 'audit.watch_chains',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '40 3 * * *',
  async run() {
    const { rows } = await db.rawQuery<{ rows: { id: string }[] }>('SELECT id FROM organizations')
    for (const { id } of rows) {
      await enqueue(watchChainJob, { organizationId: id }, { singletonKey: id, group: id })
    }
  },
})
