import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { PurgeDeleted } from '#dashboards/actions/purge_deleted'

/** Nightly, when few people look. */
export const purgeDeletedDashboardsJob = defineJob({
  name: 'dashboards.purge',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '20 2 * * *',
  async run() {
    await new PurgeDeleted().execute(DateTime.utc())
  },
})
