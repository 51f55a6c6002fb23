import type { TenantTransaction } from '#foundation'
import { writeEntry } from './entries.js'

/** Complete days without a breach after which nobody has to look any more. */
export const CALM_DAYS = 3

/**
 * Wakes what was snoozed until now, and dismisses what is back to normal and nobody has taken: every rule of it has since judged three
 * more days, or its sources sync again.
 */
export async function settleIncidents(
  tenant: TenantTransaction,
  { failing, now }: { failing: string[]; now: Date }
) {
  await settle(tenant, now, {
    kind: 'woken',
    sql: `UPDATE alert_incidents SET state = 'open', snoozed_until = NULL, updated_at = $2
      WHERE organization_id = $1 AND state = 'snoozed' AND snoozed_until <= $2 RETURNING id`,
    values: [],
  })
  await settle(tenant, now, { kind: 'dismissed', sql: CALM, values: [CALM_DAYS] })
  await settle(tenant, now, { kind: 'dismissed', sql: SYNCING_AGAIN, values: [failing] })
}

const DISMISS = `UPDATE alert_incidents i
  SET state = 'auto_dismissed', snoozed_until = NULL, closed_at = $2, updated_at = $2
  WHERE i.organization_id = $1 AND i.state IN ('open', 'snoozed')`

const RULES_OF = `SELECT 1 FROM alert_breaches b
  JOIN alert_rules r ON r.organization_id = $1 AND r.id = b.rule_id
  WHERE b.organization_id = $1 AND b.incident_id = i.id`

/** A rule that judges no days (syncs, security) is never behind an incident that goes away like this. */
const CALM = `${DISMISS} AND EXISTS (${RULES_OF}) AND NOT EXISTS (${RULES_OF}
  AND coalesce(r.judged_until < i.last_day + $3::int, true)) RETURNING i.id`

const SYNCING_AGAIN = `${DISMISS} AND EXISTS (${RULES_OF}) AND NOT i.sources && $3::uuid[]
  AND NOT EXISTS (${RULES_OF} AND r.kind <> 'sync_failure') RETURNING i.id`

interface Settling {
  kind: 'woken' | 'dismissed'
  sql: string
  values: unknown[]
}

async function settle(tenant: TenantTransaction, now: Date, { kind, sql, values }: Settling) {
  const { rows } = await tenant.query<{ id: string }>(sql, [tenant.organizationId, now, ...values])
  for (const { id } of rows) {
    await writeEntry(tenant, { incidentId: id, kind, at: now })
  }
}
