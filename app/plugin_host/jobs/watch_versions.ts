import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { watchVersions } from '../versions/watch_versions.js'

/** Brings new versions to those who wait for them, looks after upgrades that are due, and ends removals. */
export const watchVersionsJob = defineJob<Record<string, never>>({
  name: 'plugins.watch_versions',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/5 * * * *',
  async run() {
    await watchVersions(DateTime.utc())
  },
})
