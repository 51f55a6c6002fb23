import { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { entitlementsFrom, type Entitlements } from '#billing/entitlements'
import { uncharged } from '#billing/limits/flow_allowance'
import { affordable, extraCents } from '#billing/money/money'
import type { Flow } from '#billing/plans/plan'
import type { Subscription } from '#billing/subscriptions/subscription'
import { chargedInPeriod, usedInPeriod } from '#billing/usage/usage_sums'

/**
 * Puts a price on the extra usage of the hours that are over: one row per meter and hour, whose identifier says so.
 * Usage that arrives for an hour later becomes a further revision of it. The subscription is held.
 */
export async function chargeExtraUsage(
  tenant: TenantTransaction,
  subscription: Subscription,
  now: DateTime
) {
  const entitled = entitlementsFrom(subscription, now)
  const meters = Object.keys(entitled.extra) as Flow[]
  const closed = DateTime.min(now, entitled.period.end).startOf('hour')
  if (meters.length === 0 || closed <= entitled.period.start) {
    return
  }
  const { start } = entitled.period
  const used = await usedInPeriod(tenant, { start, end: closed }, meters)
  const charged = await chargedInPeriod(tenant, start)
  for (const meter of meters) {
    const waiting = uncharged(entitled[meter], used[meter] ?? 0, charged[meter] ?? 0)
    const quantity = Math.min(waiting, underCap(entitled, charged, meter))
    if (quantity > 0) {
      charged[meter] = (charged[meter] ?? 0) + quantity
      await insertCharge(tenant, { meter, quantity, hour: closed.minus({ hours: 1 }), start, now })
    }
  }
}

/**
 * How much more of a meter the cap pays for. A piece of work that had begun may have used more; that is not charged,
 * unless the cap is raised within the period.
 */
function underCap(entitled: Entitlements, charged: Partial<Record<Flow, number>>, meter: Flow) {
  const { extra, currency, capCents } = entitled
  const rateOf = (flow: Flow) => extra[flow]![currency]
  const others = (Object.keys(extra) as Flow[])
    .filter((flow) => flow !== meter)
    .reduce((sum, flow) => sum + extraCents(charged[flow] ?? 0, rateOf(flow)), 0)
  return affordable(capCents - others, rateOf(meter)) - (charged[meter] ?? 0)
}

interface Charge {
  meter: Flow
  quantity: number
  hour: DateTime
  start: DateTime
  now: DateTime
}

async function insertCharge(
  tenant: TenantTransaction,
  { meter, quantity, hour, start, now }: Charge
) {
  await tenant.query(
    `INSERT INTO extra_usage (organization_id, meter, hour, revision, quantity, period_start, identifier, created_at)
     SELECT $1::uuid, $2::text, $3, count(*), $4, $5, concat_ws(':', $1::uuid, $2::text, $6::text, count(*)), $7
     FROM extra_usage WHERE organization_id = $1 AND meter = $2 AND hour = $3`,
    [
      ...[tenant.organizationId, meter, hour.toJSDate(), quantity, start.toJSDate()],
      hour.toFormat("yyyyMMdd'T'HH"),
      now.toJSDate(),
    ]
  )
}
