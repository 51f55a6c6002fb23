import type { DateTime } from 'luxon'
import { enqueue, newId, Refusal, type TenantTransaction } from '#foundation'
import type { Format } from '#reports/types'
import { nextSlot, type CalendarRule } from './calendar.js'

export const SCHEDULE_JOB = { name: 'reports.due' }

/** What happens with a report that the send gate finds wrong. */
export const ON_FINDINGS = ['hold', 'mark', 'fallback'] as const

export interface ScheduleFields {
  rule: CalendarRule
  timeZone: string
  recipients: string[]
  formats: Format[]
  onFindings: (typeof ON_FINDINGS)[number]
  /** Who gets it instead, where findings go to somebody else. */
  fallbackRecipients: string[]
  message: string
}

export interface Schedule extends ScheduleFields {
  id: string
  reportId: string
  isOn: boolean
  nextAt: Date
  /** Null where nobody in particular planned it. */
  createdBy: string | null
}

const COLUMNS = `id, report_id AS "reportId", rule, time_zone AS "timeZone", recipients, formats,
  on_findings AS "onFindings", fallback_recipients AS "fallbackRecipients", message, is_on AS "isOn",
  next_at AS "nextAt", created_by AS "createdBy"`

export async function listSchedules(tenant: TenantTransaction, reportId: string) {
  const { rows } = await tenant.query<Schedule>(
    `SELECT ${COLUMNS} FROM report_schedules WHERE organization_id = $1 AND report_id = $2 ORDER BY id`,
    [tenant.organizationId, reportId]
  )
  return rows
}

/** Held until the transaction ends, so that one slot is carried out by one. Null where it was removed. */
export async function heldSchedule(tenant: TenantTransaction, id: string) {
  const { rows } = await tenant.query<Schedule>(
    `SELECT ${COLUMNS} FROM report_schedules s WHERE organization_id = $1 AND id = $2
        AND EXISTS (SELECT FROM reports r WHERE r.organization_id = $1 AND r.id = s.report_id AND r.deleted_at IS NULL)
        FOR UPDATE`,
    [tenant.organizationId, id]
  )
  return rows[0] ?? null
}

interface Adding {
  reportId: string
  fields: ScheduleFields
  userId: string | null
  now: DateTime
}

/** Sends a report by a calendar rule from now on. */
export async function addSchedule(
  tenant: TenantTransaction,
  { reportId, fields, userId, now }: Adding
): Promise<string> {
  const id = newId()
  const { rule, timeZone, recipients, formats, onFindings, fallbackRecipients, message } = fields
  const nextAt = nextSlot(rule, timeZone, now)
  await tenant.query(
    `INSERT INTO report_schedules (organization_id, id, report_id, rule, time_zone, recipients, formats,
       on_findings, fallback_recipients, message, next_at, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[tenant.organizationId, id, reportId, JSON.stringify(rule), timeZone, recipients, formats],
      ...[onFindings, fallbackRecipients, message, nextAt.toJSDate(), userId, now.toJSDate()],
    ]
  )
  await enqueueSlot(tenant, id, nextAt.toJSDate())
  return id
}

export async function removeSchedule(tenant: TenantTransaction, reportId: string, id: string) {
  const { rowCount } = await tenant.query(
    `DELETE FROM report_schedules WHERE organization_id = $1 AND report_id = $2 AND id::text = $3`,
    [tenant.organizationId, reportId, id]
  )
  if (rowCount === 0) {
    throw new Refusal({
      code: 'E_REPORT_SCHEDULE_NOT_FOUND',
      status: 404,
      message: 'This schedule was removed already. Reload the page.',
    })
  }
}

/** One job waits for each slot of a schedule. */
export function enqueueSlot(tenant: TenantTransaction, scheduleId: string, at: Date) {
  const { organizationId } = tenant
  return enqueue(
    SCHEDULE_JOB,
    { organizationId, scheduleId },
    {
      ...{ within: tenant, startAfter: at, group: organizationId },
      singletonKey: `${scheduleId}:${at.toISOString()}`,
    }
  )
}

export async function moveOn(tenant: TenantTransaction, { id }: Schedule, nextAt: Date) {
  await tenant.query(
    'UPDATE report_schedules SET next_at = $3 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id, nextAt]
  )
  await enqueueSlot(tenant, id, nextAt)
}
