import { Refusal, type TenantTransaction } from '#foundation'
import type { Finding } from '#reports/types'
import { planDeliveries } from './plan_deliveries.js'
import { heldSchedule } from './schedules.js'

interface Settling {
  change: 'released' | 'discarded'
  reportId: string
  userId: string
  now: Date
}

/** Sends what was held, as it is and to those it was meant for, or drops it. Answers what had been found. */
export async function settleHeld(
  tenant: TenantTransaction,
  runId: string,
  { change, reportId, userId, now }: Settling
): Promise<Finding[]> {
  const { rows } = await tenant.query<{ scheduleId: string | null; findings: Finding[] }>(
    `UPDATE report_runs SET state = $4, released_by = $5
      WHERE organization_id = $1 AND report_id = $2 AND id::text = $3 AND state = 'held'
      RETURNING schedule_id AS "scheduleId", findings`,
    [tenant.organizationId, reportId, runId, change === 'released' ? 'finished' : change, userId]
  )
  if (rows.length === 0) {
    throw new Refusal({
      code: 'E_REPORT_NOT_HELD',
      status: 409,
      message:
        'This report is not held any more: a colleague released or discarded it. Reload the page.',
    })
  }
  const [{ scheduleId, findings }] = rows
  const schedule =
    scheduleId && change === 'released' ? await heldSchedule(tenant, scheduleId) : null
  if (schedule) {
    await planDeliveries(tenant, runId, { recipients: schedule.recipients, now })
  }
  return findings
}
