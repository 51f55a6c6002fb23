import { defineJob } from '#foundation'
import { refreshSample } from '../seed/refresh_sample.js'

/** Keeps the sample organization up to date, where there is one. */
export const refreshSampleJob = defineJob<Record<string, never>>({
  name: 'sandbox.refresh',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '7 * * * *',
  async run() {
    await refreshSample(new Date())
  },
})
