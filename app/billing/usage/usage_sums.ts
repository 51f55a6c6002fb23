import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import { FLOWS, type Flow } from '#billing/plans/plan'
import type { Period } from '#billing/plans/periods'

/**
 * An hour belongs to the period in which it ends. The last hour of a period is over before the period is, so nothing
 * has to be counted after its invoice was made.
 */
export const hoursOf = ({ start, end }: Period) => [
  start.startOf('hour').toJSDate(),
  end.startOf('hour').toJSDate(),
]

const IN_PERIOD = 'organization_id = $1 AND hour >= $2 AND hour < $3'

/** How much of each flow was used in a period so far. */
export async function usedInPeriod(
  tenant: TenantTransaction,
  period: Period,
  meters: readonly Flow[] = FLOWS
): Promise<Partial<Record<Flow, number>>> {
  const { rows } = await tenant.query<{ meter: Flow; used: string }>(
    `SELECT meter, sum(quantity) AS used FROM usage_hours
     WHERE ${IN_PERIOD} AND meter = ANY ($4) GROUP BY meter`,
    [tenant.organizationId, ...hoursOf(period), meters]
  )
  return Object.fromEntries(rows.map(({ meter, used }) => [meter, Number(used)]))
}

/** Extra usage of a period that has a price already, by meter. */
export async function chargedInPeriod(
  tenant: TenantTransaction,
  start: DateTime
): Promise<Partial<Record<Flow, number>>> {
  const { rows } = await tenant.query<{ meter: Flow; charged: string }>(
    `SELECT meter, sum(quantity) AS charged FROM extra_usage
     WHERE organization_id = $1 AND period_start = $2 GROUP BY meter`,
    [tenant.organizationId, start.toJSDate()]
  )
  return Object.fromEntries(rows.map(({ meter, charged }) => [meter, Number(charged)]))
}
