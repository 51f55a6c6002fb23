import type { TenantTransaction } from '#foundation'
import type { ActiveIncident } from './correlate.js'
import { ACTIVE_STATES } from './states.js'

/** Something that goes on for longer is no longer the cause of what begins now. */
const SAME_CAUSE = '3 days'

/** Incidents that go on and had a breach in the last days, with how many subjects they are about. */
export async function activeIncidents(tenant: TenantTransaction): Promise<ActiveIncident[]> {
  const { rows } = await tenant.query<ActiveIncident>(
    `SELECT i.id, i.direction, i.sources, array_agg(DISTINCT b.rule_id) AS "ruleIds",
       count(DISTINCT (b.rule_id, b.subject))::int AS threads
     FROM alert_incidents i
     JOIN alert_breaches b ON b.organization_id = i.organization_id AND b.incident_id = i.id
     WHERE i.organization_id = $1 AND i.state = ANY($2)
       AND i.last_day >= (SELECT max(last_day) FROM alert_incidents WHERE organization_id = $1) - $3::interval
     GROUP BY i.id, i.direction, i.sources, i.opened_at ORDER BY i.opened_at`,
    [tenant.organizationId, ACTIVE_STATES, SAME_CAUSE]
  )
  return rows
}

/** Rule and subject → the incident that goes on about them. */
export async function activeThreads(tenant: TenantTransaction): Promise<Map<string, string>> {
  const { rows } = await tenant.query<{ key: string; id: string }>(
    `SELECT DISTINCT b.rule_id || ' ' || b.subject AS key, i.id FROM alert_incidents i
     JOIN alert_breaches b ON b.organization_id = i.organization_id AND b.incident_id = i.id
     WHERE i.organization_id = $1 AND i.state = ANY($2)`,
    [tenant.organizationId, ACTIVE_STATES]
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}
