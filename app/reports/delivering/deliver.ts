import { DateTime } from 'luxon'
import { flowAllowance, recordUsage } from '#billing'
import { enqueue, withTenant, type TenantTransaction } from '#foundation'
import { sendMail } from '#mail'
import Organization from '#organizations/models/organization'
import { noticeMail, reportMail, type Delivery } from './report_mail.js'

export const DELIVERY_JOB = { name: 'reports.deliver' }

/** Seconds until the next try: a mail server that is away for a day gets the report the day after. */
const RETRY_AFTER = [60, 600, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600]

interface Job {
  payload: { organizationId: string; deliveryId: string }
  completeIn: (tenant: TenantTransaction) => Promise<void>
}

/**
 * Sends one report to one person. The mail goes out of any transaction, under the id of its delivery, and is written down together with
 * the job: after a crash in between it is sent again as the same mail, which mailboxes and mail servers know by that id. Where the plan
 * has no room it waits and says so; a change of plan wakes it.
 */
export async function deliver(job: Job, now: DateTime) {
  const { organizationId, deliveryId } = job.payload
  const { delivery, full } = await withTenant(
    organizationId,
    async (tenant) => {
      const found = await waiting(tenant, deliveryId)
      return { delivery: found, full: found && (await fullPlan(tenant, found, now)) }
    },
    { readOnly: true }
  )
  const reason = delivery && !full ? await reasonNotSent(delivery) : null
  await withTenant(
    organizationId,
    async (tenant) => {
      if (delivery) {
        await (full ? postpone(tenant, delivery, full) : settle(tenant, delivery, { reason, now }))
      }
      await job.completeIn(tenant)
    },
    { keepsAnswers: true }
  )
}

/** Why nothing more can be sent now, and until when; null where the plan has room. Notices are no reports. */
async function fullPlan(tenant: TenantTransaction, { kind }: Delivery, now: DateTime) {
  if (kind === 'notice') {
    return null
  }
  const allowance = await flowAllowance(tenant, 'reports', now)
  if (allowance.isOpen) {
    return null
  }
  const until = DateTime.min(allowance.resetsAt, now.plus({ hours: 1 }))
  return { message: allowance.message, until: until.toJSDate() }
}

async function postpone(
  tenant: TenantTransaction,
  { id }: Delivery,
  { message, until }: { message: string; until: Date }
) {
  await tenant.query(
    'UPDATE report_deliveries SET reason = $3 WHERE organization_id = $1 AND id = $2',
    [tenant.organizationId, id, message]
  )
  await enqueueDelivery(tenant, id, until)
}

/** Null where it was sent or given up. */
async function waiting(tenant: TenantTransaction, id: string): Promise<Delivery | null> {
  const { rows } = await tenant.query<Omit<Delivery, 'organization' | 'files'> & { runId: string }>(
    `SELECT d.id, d.kind, d.recipient, d.attempts, d.run_id AS "runId", r.contents, r.findings, r.message AS fault,
            jsonb_build_object('id', p.id, 'name', p.name) AS report, coalesce(s.message, '') AS message
       FROM report_deliveries d
       JOIN report_runs r ON r.organization_id = d.organization_id AND r.id = d.run_id
       JOIN reports p ON p.organization_id = r.organization_id AND p.id = r.report_id
       LEFT JOIN report_schedules s ON s.organization_id = r.organization_id AND s.id = r.schedule_id
      WHERE d.organization_id = $1 AND d.id = $2 AND d.state = 'waiting'`,
    [tenant.organizationId, id]
  )
  if (rows.length === 0) {
    return null
  }
  const [{ runId, ...found }] = rows
  const { rows: files } = await tenant.query<Delivery['files'][number]>(
    `SELECT format, media_type AS "mediaType", bytes FROM report_files
      WHERE organization_id = $1 AND run_id = $2 ORDER BY format`,
    [tenant.organizationId, runId]
  )
  const { slug, name } = await Organization.findOrFail(tenant.organizationId, {
    client: tenant.trx,
  })
  return { ...found, files, organization: { slug, name } }
}

async function reasonNotSent(delivery: Delivery): Promise<string | null> {
  const { id, recipient, report, organization, kind } = delivery
  try {
    await sendMail({
      ...{ key: id, to: recipient },
      ...(kind === 'notice' ? noticeMail(delivery) : reportMail(delivery)),
      action: { label: 'Open the report', path: `/o/${organization.slug}/reports/${report.id}` },
    })
    return null
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 500) : 'The mail server refused it.'
  }
}

async function settle(
  tenant: TenantTransaction,
  { id, attempts, report, kind }: Delivery,
  { reason, now }: { reason: string | null; now: DateTime }
) {
  const wait = reason === null ? undefined : RETRY_AFTER[attempts]
  const state = reason === null ? 'sent' : wait === undefined ? 'failed' : 'waiting'
  await tenant.query(
    `UPDATE report_deliveries SET state = $3, attempts = attempts + 1, reason = $4,
       settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $5::timestamptz END
      WHERE organization_id = $1 AND id = $2`,
    [tenant.organizationId, id, state, reason, now.toJSDate()]
  )
  if (state === 'sent' && kind === 'report') {
    const sent = { meter: 'reports' as const, eventId: id, quantity: 1 }
    await recordUsage(tenant, { ...sent, driver: `report:${report.id}`, at: now }, now)
  }
  if (wait !== undefined) {
    await enqueueDelivery(tenant, id, now.plus({ seconds: wait }).toJSDate())
  }
}

export function enqueueDelivery(tenant: TenantTransaction, deliveryId: string, startAfter?: Date) {
  const { organizationId } = tenant
  return enqueue(
    DELIVERY_JOB,
    { organizationId, deliveryId },
    { within: tenant, group: organizationId, ...(startAfter && { startAfter }) }
  )
}

/** Has everything sent again that waits: for a mail server, or for room in the plan. */
export async function wakeDeliveries(tenant: TenantTransaction) {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT id FROM report_deliveries WHERE organization_id = $1 AND state = 'waiting' AND reason IS NOT NULL`,
    [tenant.organizationId]
  )
  for (const { id } of rows) {
    await enqueueDelivery(tenant, id)
  }
}
