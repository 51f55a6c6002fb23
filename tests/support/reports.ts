import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import type Organization from '#organizations/models/organization'
import { createReport } from '#reports/actions/save_report'
import { carryOutRun } from '#reports/actions/carry_out_run'
import { carryOutSchedule } from '#reports/delivering/carry_out_schedule'
import { deliver } from '#reports/delivering/deliver'
import { addSchedule, type ScheduleFields } from '#reports/delivering/schedules'
import { applyTemplate } from '#reports/templates/apply_template'
import type { ReportDocument } from '#reports/types'

/** A report from a template, for the days of `givenAdvertising` that are over. */
export function givenReport(
  organization: Organization,
  { template = 'client_activity', change = (document: ReportDocument) => document } = {}
) {
  return withTenant(organization.id, async (tenant) => {
    const { document } = await applyTemplate(tenant, template)
    const yesterday = DateTime.utc().minus({ days: 2 })
    const range = { from: yesterday.minus({ days: 6 }).toISODate(), to: yesterday.toISODate() }
    const changed = change({ ...document, range, comparison: 'none' })
    const fields = { name: 'Weekly report', document: changed, userId: null, now: new Date() }
    return createReport(tenant, fields)
  })
}

export const WEEKLY: ScheduleFields = {
  rule: { every: 'week', weekday: 1, at: '08:00' },
  timeZone: 'Europe/Amsterdam',
  recipients: ['client@example.test'],
  formats: ['csv'],
  onFindings: 'hold',
  fallbackRecipients: [],
  message: '',
}

/** A schedule whose first slot has passed. */
export async function givenDueSchedule(
  organization: Organization,
  reportId: string,
  { userId = null, ...fields }: Partial<ScheduleFields> & { userId?: string | null } = {}
) {
  const now = DateTime.utc().minus({ days: 8 })
  return withTenant(organization.id, (tenant) =>
    addSchedule(tenant, { reportId, fields: { ...WEEKLY, ...fields }, userId, now })
  )
}

/** A job of this organization, as a worker would carry it out; `completed` counts its ends. */
export function jobOf<Payload extends object>(organization: Organization, payload: Payload) {
  const job = {
    payload: { organizationId: organization.id, ...payload },
    retryCount: 0,
    completed: 0,
    completeIn: async () => void (job.completed += 1),
  }
  return job
}

/** A report with a schedule, and a run with a file that the send gate held. */
export async function givenHeldReport(organization: Organization) {
  const report = await givenReport(organization, {
    change: (document) => ({
      ...document,
      sections: [{ id: 'open', kind: 'text', body: 'For {{ client }}' }],
    }),
  })
  const schedule = await givenDueSchedule(organization, report)
  return { report, schedule, reportRun: await sendNow(organization, schedule) }
}

/** Carries out a due schedule, its run and the deliveries that followed. */
export async function sendNow(organization: Organization, scheduleId: string) {
  await carryOutSchedule(jobOf(organization, { scheduleId }), DateTime.utc())
  const [run] = await rowsOf<{ id: string }>(
    organization,
    'SELECT id FROM report_runs WHERE organization_id = $1 ORDER BY id DESC'
  )
  await carryOutRun(jobOf(organization, { runId: run.id }), DateTime.utc())
  await deliverAll(organization)
  return run.id
}

export async function deliverAll(organization: Organization) {
  const waiting = await rowsOf<{ id: string }>(
    organization,
    `SELECT id FROM report_deliveries WHERE organization_id = $1 AND state = 'waiting' ORDER BY id`
  )
  for (const { id } of waiting) {
    await deliver(jobOf(organization, { deliveryId: id }), DateTime.utc())
  }
}

export function rowsOf<Row>(organization: Organization, sql: string): Promise<Row[]> {
  return withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query<Row>(sql, [organization.id])
    return rows
  })
}
