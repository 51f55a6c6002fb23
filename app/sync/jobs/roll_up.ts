import { DateTime } from 'luxon'
import { defineJob, withTenant } from '#foundation'
import { rollUp } from '#warehouse'
import { ROLL_UP_QUEUE } from '../engine/run_job.js'

/** Recomputes the daily sums that a sync changed. */
export const rollUpJob = defineJob<{ organizationId: string }>({
  ...ROLL_UP_QUEUE,
  queueClass: 'rollup',
  waiting: 'onePerKey',
  groupConcurrency: 1,
  async run(job) {
    await withTenant(job.payload.organizationId, async (tenant) => {
      await rollUp(tenant, { now: DateTime.utc() })
      await job.completeIn(tenant)
    })
  },
})
