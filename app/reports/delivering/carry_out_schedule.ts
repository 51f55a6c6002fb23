import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { startRun } from '#reports/actions/start_run'
import { findReport } from '#reports/queries/find_report'
import { nextSlot } from './calendar.js'
import { enqueueSlot, heldSchedule, moveOn, type Schedule } from './schedules.js'

interface Job {
  payload: { organizationId: string; scheduleId: string }
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

/**
 * Starts the run of a slot and waits for the next one, in the transaction that ends the job: a slot is started once, however often its
 * job comes. Slots that passed while nothing worked are one run, since nobody wants yesterday's report beside today's.
 */
export async function carryOutSchedule(job: Job, now: DateTime) {
  const { organizationId, scheduleId } = job.payload
  await withTenant(
    organizationId,
    async (tenant) => {
      const schedule = await heldSchedule(tenant, scheduleId)
      if (schedule?.isOn && schedule.nextAt <= now.toJSDate()) {
        await start(tenant, schedule, now)
      }
      await job.completeIn(tenant)
    },
    { keepsAnswers: true }
  )
}

async function start(tenant: TenantTransaction, schedule: Schedule, now: DateTime) {
  const { id, reportId, formats, nextAt, rule, timeZone } = schedule
  const report = await findReport(tenant, reportId)
  await startRun(tenant, report, {
    ...{ formats, userId: null, now: now.toJSDate() },
    scheduled: { scheduleId: id, slot: nextAt },
  })
  await moveOn(tenant, schedule, nextSlot(rule, timeZone, now).toJSDate())
}

/** A schedule whose job is lost, for example from a restored backup, gets another one. */
export async function takeUpLost(organizationId: string, scheduleId: string) {
  await withTenant(
    organizationId,
    async (tenant) => {
      const schedule = await heldSchedule(tenant, scheduleId)
      if (schedule?.isOn) {
        await enqueueSlot(tenant, scheduleId, schedule.nextAt)
      }
    },
    { keepsAnswers: true }
  )
}
