import type { DateTime } from 'luxon'
import { withTenant, type TenantTransaction } from '#foundation'
import { perform } from '#billing/payments/payment_requests'
import { meterEventName } from '#billing/provider/ensure_prices'
import type { Flow } from '#billing/plans/plan'
import { holdSubscription } from '#billing/subscriptions/subscription'
import { chargeExtraUsage } from '#billing/usage/charge_extra_usage'

interface UnreportedRow {
  meter: Flow
  hour: Date
  quantity: string
  identifier: string
}

const LAST_SECOND = 3_599

/** Prices the extra usage of hours that are over, and tells the provider each of them once. */
export class ReportUsage {
  async execute(organizationId: string, now: DateTime): Promise<number> {
    const { customerRef, rows } = await withTenant(organizationId, (tenant) => collect(tenant, now))
    for (const row of rows) {
      await perform({
        organizationId,
        operation: 'usage.report',
        parameters: {
          event_name: meterEventName(row.meter),
          identifier: row.identifier,
          payload: { stripe_customer_id: customerRef!, value: row.quantity },
          timestamp: Math.floor(row.hour.getTime() / 1_000) + LAST_SECOND,
        },
        key: `usage:${row.identifier}`,
      })
    }
    return rows.length
  }
}

async function collect(tenant: TenantTransaction, now: DateTime) {
  const subscription = await holdSubscription(tenant)
  if (subscription.collector !== 'provider') {
    return { customerRef: null, rows: [] }
  }
  await chargeExtraUsage(tenant, subscription, now)
  const { rows } = await tenant.query<UnreportedRow>(
    `SELECT meter, hour, quantity, identifier FROM extra_usage
     WHERE organization_id = $1 AND reported_at IS NULL ORDER BY hour, meter, revision`,
    [tenant.organizationId]
  )
  return { customerRef: subscription.customerRef, rows }
}
