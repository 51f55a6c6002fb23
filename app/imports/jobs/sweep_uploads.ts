import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import SweepUploads from '../actions/sweep_uploads.js'

/** Removes uploads that lead to no import. */
export const sweepUploadsJob = defineJob<Record<string, never>>({
  name: 'imports.sweep',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '* * * * *',
  async run() {
    await new SweepUploads().execute(DateTime.utc())
  },
})
