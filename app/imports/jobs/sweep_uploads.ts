import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import SweepUploads from '../actions/sweep_uploads.js'

/** Removes uploads that lead to no import, at night. */
export const sweepUploadsJob = defineJob<Record<string, never>>({
  name: 'imports.sweep',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '43 3 * * *',
  async run() {
    await new SweepUploads().execute(DateTime.utc())
  },
})
