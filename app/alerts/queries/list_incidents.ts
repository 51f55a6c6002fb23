import type { TenantTransaction } from '#foundation'
import { noSuchIncident } from '../actions/move_incident.js'
import { ACTIVE_STATES, INCIDENT_STATES, type IncidentState } from '../incidents/states.js'
import { isId } from '../rules/rule.js'
import type { Direction, Priority } from '../types.js'

export interface Incident {
  id: string
  title: string
  message: string
  state: IncidentState
  priority: Priority
  direction: Direction
  ruleId: string | null
  firstDay: string
  lastDay: string
  breaches: number
  assignee: { id: string; name: string } | null
  snoozedUntil: Date | null
  wasFalseAlarm: boolean
  openedAt: Date
  closedAt: Date | null
}

const INCIDENTS = `
  SELECT i.id, i.title, i.message, i.state, i.priority, i.direction, i.rule_id AS "ruleId",
    i.first_day::text AS "firstDay", i.last_day::text AS "lastDay", i.breaches,
    CASE WHEN u.id IS NULL THEN NULL ELSE jsonb_build_object('id', u.id, 'name', u.full_name) END AS assignee,
    i.snoozed_until AS "snoozedUntil", i.was_false_alarm AS "wasFalseAlarm", i.opened_at AS "openedAt",
    i.closed_at AS "closedAt"
  FROM alert_incidents i LEFT JOIN users u ON u.id = i.assignee_id
  WHERE i.organization_id = $1`

/** Incidents of security events tell what stands in the audit log, so whoever may not read that one does not get them. */
const OPEN_TO_ALL = `NOT EXISTS (
  SELECT FROM alert_breaches b JOIN alert_rules r ON r.organization_id = $1 AND r.id = b.rule_id
  WHERE b.organization_id = $1 AND b.incident_id = i.id AND r.kind = 'security_event')`

/** Programs see every incident: whoever makes their keys may read the audit log. */
interface Sight {
  hidesSecurity?: boolean
}

const seen = ({ hidesSecurity = false }: Sight) => (hidesSecurity ? `AND ${OPEN_TO_ALL}` : '')

const CLOSED = (Object.keys(INCIDENT_STATES) as IncidentState[]).filter(
  (state) => !INCIDENT_STATES[state].isActive
)

export const INCIDENT_VIEWS = { active: ACTIVE_STATES, closed: CLOSED } as const
export type IncidentView = keyof typeof INCIDENT_VIEWS

export const PAGE_SIZE = 50

/** What goes on, most urgent first, or what has ended, latest first. */
export async function listIncidents(
  tenant: TenantTransaction,
  { view, page = 1, ...sight }: Sight & { view: IncidentView; page?: number }
): Promise<{ incidents: Incident[]; total: number }> {
  const states = INCIDENT_VIEWS[view]
  const order = view === 'active' ? `${URGENCY}, i.opened_at DESC` : 'i.closed_at DESC NULLS LAST'
  const { rows: incidents } = await tenant.query<Incident>(
    `${INCIDENTS} AND i.state = ANY($2) ${seen(sight)} ORDER BY ${order}, i.id LIMIT $3 OFFSET $4`,
    [tenant.organizationId, states, PAGE_SIZE, (page - 1) * PAGE_SIZE]
  )
  const { rows } = await tenant.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM alert_incidents i
     WHERE i.organization_id = $1 AND i.state = ANY($2) ${seen(sight)}`,
    [tenant.organizationId, states]
  )
  return { incidents, total: rows[0].count }
}

/** Those about days of a period, most urgent first; what was found to be nothing is left out. */
export async function incidentsBetween(
  tenant: TenantTransaction,
  { from, to, ...sight }: Sight & { from: string; to: string }
): Promise<Incident[]> {
  const { rows } = await tenant.query<Incident>(
    `${INCIDENTS} AND i.first_day <= $3 AND i.last_day >= $2 AND NOT i.was_false_alarm ${seen(sight)}
     ORDER BY ${URGENCY}, i.opened_at DESC, i.id LIMIT ${PAGE_SIZE}`,
    [tenant.organizationId, from, to]
  )
  return rows
}

const URGENCY = `array_position(ARRAY['open', 'acknowledged', 'snoozed'], i.state),
  array_position(ARRAY['critical', 'high', 'medium', 'low'], i.priority)`

export async function findIncident(
  tenant: TenantTransaction,
  id: string,
  sight: Sight = {}
): Promise<Incident> {
  if (!isId(id)) {
    throw noSuchIncident()
  }
  const { rows } = await tenant.query<Incident>(`${INCIDENTS} AND i.id = $2 ${seen(sight)}`, [
    tenant.organizationId,
    id,
  ])
  if (rows.length === 0) {
    throw noSuchIncident()
  }
  return rows[0]
}

export interface IncidentBreach {
  ruleId: string
  rule: string
  label: string
  day: string
  value: number | null
  expected: number | null
  unit: string
  currency: string | null
  message: string
}

export interface IncidentEntry {
  id: string
  kind: string
  actor: string | null
  detail: Record<string, unknown>
  at: Date
}

const MOST_BREACHES = 100

/** What an incident is made of, latest day first, and what happened to it, oldest first. */
export async function contentsOf(tenant: TenantTransaction, incidentId: string) {
  const values = [tenant.organizationId, incidentId]
  const breaches = await tenant.query<IncidentBreach>(
    `SELECT b.rule_id AS "ruleId", r.name AS rule, b.label, b.day::text AS day, b.value, b.expected, b.unit,
       b.currency, b.message
     FROM alert_breaches b JOIN alert_rules r ON r.organization_id = $1 AND r.id = b.rule_id
     WHERE b.organization_id = $1 AND b.incident_id = $2
     ORDER BY b.day DESC, r.name, b.label LIMIT ${MOST_BREACHES}`,
    values
  )
  const entries = await tenant.query<IncidentEntry>(
    `SELECT e.id, e.kind, u.full_name AS actor, e.detail, e.at
     FROM alert_entries e LEFT JOIN users u ON u.id = e.actor_id
     WHERE e.organization_id = $1 AND e.incident_id = $2 ORDER BY e.at, e.id LIMIT 500`,
    values
  )
  return { breaches: breaches.rows, entries: entries.rows }
}

/** Rule → incidents of the last 30 days that somebody found to be nothing. */
export async function falseAlarmsOf(tenant: TenantTransaction, now: Date) {
  const { rows } = await tenant.query<{ ruleId: string; count: number }>(
    `SELECT rule_id AS "ruleId", count(*)::int AS count FROM alert_incidents
     WHERE organization_id = $1 AND was_false_alarm AND rule_id IS NOT NULL
       AND opened_at > $2::timestamptz - interval '30 days' GROUP BY rule_id`,
    [tenant.organizationId, now]
  )
  return new Map(rows.map(({ ruleId, count }) => [ruleId, count]))
}
