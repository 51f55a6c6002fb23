import type { DateTime } from 'luxon'
import { withTenant, type Refusal, type TenantTransaction } from '#foundation'
import { perform, REPEATABLE_HOURS } from '#billing/payments/payment_requests'
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

interface Options {
  /** The provider's own sums were looked at just before, and these hours are not in them. */
  isMissing?: boolean
}

/** Prices the extra usage of hours that are over, and tells the provider each of them once. */
export class ReportUsage {
  async execute(organizationId: string, now: DateTime, { isMissing = false }: Options = {}) {
    const { customerRef, rows } = await withTenant(organizationId, (tenant) =>
      collect(tenant, now, isMissing)
    )
    for (const row of rows) {
      await report(organizationId, customerRef!, row).catch(unlessSilent)
    }
    return rows.length
  }
}

const report = (organizationId: string, customerRef: string, row: UnreportedRow) =>
  perform({
    organizationId,
    operation: 'usage.report',
    parameters: {
      event_name: meterEventName(row.meter),
      identifier: row.identifier,
      payload: { stripe_customer_id: customerRef, value: row.quantity },
      timestamp: Math.floor(row.hour.getTime() / 1_000) + LAST_SECOND,
    },
    key: `usage:${row.identifier}`,
  })

/** An hour that the provider refuses holds no other up: reconciling shows it to a person. */
function unlessSilent(error: unknown) {
  if ((error as Refusal).code !== 'E_PAYMENT_REFUSED') {
    throw error
  }
}

/**
 * A report that was begun longer ago than the provider remembers keys and identifiers may have arrived, and would be
 * counted a second time. It waits until reconciling has looked at the provider's sums.
 */
async function collect(tenant: TenantTransaction, now: DateTime, isMissing: boolean) {
  const subscription = await holdSubscription(tenant)
  if (subscription.collector !== 'provider') {
    return { customerRef: null, rows: [] }
  }
  await chargeExtraUsage(tenant, subscription, now)
  const { rows } = await tenant.query<UnreportedRow>(
    `SELECT meter, hour, quantity, identifier FROM extra_usage usage
     WHERE organization_id = $1 AND reported_at IS NULL AND ($2 OR NOT EXISTS (
       SELECT 1 FROM payment_requests begun WHERE begun.organization_id = $1
         AND starts_with(begun.key, concat('usage:', usage.identifier, '#'))
         AND begun.planned_at < now() - make_interval(hours => $3)))
     ORDER BY hour, meter, revision`,
    [tenant.organizationId, isMissing, REPEATABLE_HOURS]
  )
  return { customerRef: subscription.customerRef, rows }
}
