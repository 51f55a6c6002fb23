import type { DateTime } from 'luxon'
import type { TenantTransaction } from '#foundation'
import type { Flow } from '#billing/plans/plan'

export interface UsageDay {
  /** `YYYY-MM-DD` in UTC. */
  day: string
  used: Partial<Record<Flow, number>>
}

/** Usage by day from a moment on, days without any included. */
export async function dailyUsage(
  tenant: TenantTransaction,
  since: DateTime,
  now: DateTime
): Promise<UsageDay[]> {
  const { rows } = await tenant.query<{ day: string; meter: Flow; used: string }>(
    `SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, meter, sum(quantity) AS used
     FROM usage_hours WHERE organization_id = $1 AND hour >= $2 GROUP BY 1, 2`,
    [tenant.organizationId, since.startOf('hour').toJSDate()]
  )
  const days = new Map<string, UsageDay>()
  for (let day = since.toUTC().startOf('day'); day <= now; day = day.plus({ days: 1 })) {
    days.set(day.toISODate()!, { day: day.toISODate()!, used: {} })
  }
  for (const { day, meter, used } of rows) {
    const found = days.get(day)
    if (found) {
      found.used[meter] = Number(used)
    }
  }
  return [...days.values()]
}

/** What used most of each flow since a moment. */
export async function usageByDriver(tenant: TenantTransaction, since: DateTime) {
  const { rows } = await tenant.query<{ driver: string; meter: Flow; used: string }>(
    `SELECT driver, meter, sum(quantity) AS used FROM usage_hours
     WHERE organization_id = $1 AND hour >= $2 GROUP BY driver, meter ORDER BY sum(quantity) DESC, driver LIMIT 50`,
    [tenant.organizationId, since.startOf('hour').toJSDate()]
  )
  return rows.map(({ driver, meter, used }) => ({ driver, meter, used: Number(used) }))
}
