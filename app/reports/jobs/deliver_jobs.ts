import { DateTime } from 'luxon'
import { defineJob, forEachUnheld } from '#foundation'
import { carryOutSchedule, takeUpLost } from '#reports/delivering/carry_out_schedule'
import { deliver, DELIVERY_JOB } from '#reports/delivering/deliver'
import { SCHEDULE_JOB } from '#reports/delivering/schedules'

/** Starts the run of one slot. */
export const reportDueJob = defineJob<{ organizationId: string; scheduleId: string }>({
  ...SCHEDULE_JOB,
  queueClass: 'rollup',
  waiting: 'onePerKey',
  groupConcurrency: 1,
  run: (job) => carryOutSchedule(job, DateTime.utc()),
})

/** Sends one report to one person. */
export const deliverReportJob = defineJob<{ organizationId: string; deliveryId: string }>({
  ...DELIVERY_JOB,
  queueClass: 'mail',
  groupConcurrency: 2,
  run: (job) => deliver(job, DateTime.utc()),
})

/** Schedules whose time has come and that no job knows of. */
export const watchSchedulesJob = defineJob<Record<string, never>>({
  name: 'reports.watch',
  queueClass: 'maintenance',
  concurrency: 1,
  cron: '*/10 * * * *',
  run: () =>
    forEachUnheld(
      {
        ...{ table: 'report_schedules', isOpen: 'is_on', since: 'next_at' },
        ...{ queues: [SCHEDULE_JOB], key: 'scheduleId' },
      },
      new Date(),
      ({ organizationId, id }) => takeUpLost(organizationId, id)
    ),
})
