import { newId, type TenantTransaction } from '#foundation'
import { enqueueDelivery } from './deliver.js'

interface Planned {
  recipients: string[]
  now: Date
  /** A notice tells that there is something to decide, and brings no file. */
  kind?: 'report' | 'notice'
}

/** Has a run sent, once to each address, in the transaction that finishes or releases it. */
export async function planDeliveries(
  tenant: TenantTransaction,
  runId: string,
  { recipients, now, kind = 'report' }: Planned
) {
  for (const recipient of new Set(recipients.map((address) => address.toLowerCase()))) {
    const id = newId(now.getTime())
    const { rowCount } = await tenant.query(
      `INSERT INTO report_deliveries (organization_id, id, run_id, kind, recipient, state, created_at)
       VALUES ($1, $2, $3, $4, $5, 'waiting', $6) ON CONFLICT DO NOTHING`,
      [tenant.organizationId, id, runId, kind, recipient, now]
    )
    if (rowCount === 1) {
      await enqueueDelivery(tenant, id)
    }
  }
}

/** Who decides about a report that was not sent: who planned it, or everybody who may where they have left. */
export async function reviewersOf(
  tenant: TenantTransaction,
  scheduleId: string
): Promise<string[]> {
  const { rows } = await tenant.query<{ email: string; isPlanner: boolean }>(
    `SELECT u.email, u.id = s.created_by AS "isPlanner"
       FROM report_schedules s
       JOIN memberships m ON m.organization_id = s.organization_id
       JOIN users u ON u.id = m.user_id
      WHERE s.organization_id = $1 AND s.id = $2
        AND m.role IN ('owner', 'admin', 'manager')
      ORDER BY u.email`,
    [tenant.organizationId, scheduleId]
  )
  const planner = rows.filter(({ isPlanner }) => isPlanner)
  return (planner.length > 0 ? planner : rows).map(({ email }) => email)
}
