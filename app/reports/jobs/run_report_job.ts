import { DateTime } from 'luxon'
import { defineJob } from '#foundation'
import { carryOutRun } from '#reports/actions/carry_out_run'
import { purgeReports } from '#reports/actions/purge_reports'
import { RUN_JOB } from '#reports/actions/start_run'

/** Ends the retention of what is old. */
export const purgeReportsJob = defineJob<Record<string, never>>({
  name: 'reports.purge',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '40 3 * * *',
  run: () => purgeReports(new Date()),
})

/** Makes the files of one report. Two at a time on a worker: each has a browser of its own. */
export const runReportJob = defineJob<{ organizationId: string; runId: string }>({
  ...RUN_JOB,
  queueClass: 'rollup',
  waiting: 'onePerKey',
  concurrency: 2,
  groupConcurrency: 1,
  run: (job) => carryOutRun(job, DateTime.utc()),
})
