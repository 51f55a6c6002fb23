import { DateTime } from 'luxon'
import { newId, withTenant } from '#foundation'
import EvaluateAlerts from '#alerts/actions/evaluate_alerts'
import SaveRule, { type RuleAttributes } from '#alerts/actions/save_rule'
import { addChannel } from '#alerts/telling/channels'
import type { Judgement } from '#alerts/types'
import type Organization from '#organizations/models/organization'
import { addDays } from '#shared/time_zones'
import { ADS_SLOTS, givenRows, type GivenFact } from './warehouse_rows.js'

/** Noon of the day after the last complete one. */
export const LAST_DAY = '2026-06-09'
export const AT = DateTime.fromISO('2026-06-10T10:00:00Z')

/** Sixty days of spend, 100 each on every campaign, and how it was on some days; complete up to `LAST_DAY`. */
export async function givenSpend(
  organization: Organization,
  { campaigns = ['Search'], changed = {} as Record<string, number>, days = 60 } = {}
) {
  const facts: GivenFact[] = Array.from({ length: days }, (_, back) =>
    addDays(LAST_DAY, -back)
  ).flatMap((day) =>
    campaigns.map((entity) => ({ day, entity, numbers: [changed[day] ?? 100, 10, 1_000] }))
  )
  const { id } = await givenRows(organization, { slots: ADS_SLOTS, facts })
  await givenCompleteUntil(organization, id, LAST_DAY)
  return id
}

/** What the sync writes once it has read everything before the morning after. */
export function givenCompleteUntil(organization: Organization, connectionId: string, day: string) {
  return withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO stream_states (organization_id, connection_id, stream, part, done, updated_at)
       VALUES ($1, $2, 'campaign_days', 'a', $3, now())
       ON CONFLICT (organization_id, connection_id, stream, part) DO UPDATE SET done = $3`,
      [organization.id, connectionId, addDays(day, 1)]
    )
  )
}

type Given = Judgement & Partial<Omit<RuleAttributes, 'kind' | 'condition'>>

export function givenRule(organization: Organization, given: Given) {
  const asksNothing = given.kind === 'sync_failure' || given.kind === 'security_event'
  return withTenant(organization.id, (tenant) =>
    new SaveRule(tenant, AT.toJSDate()).create(
      {
        name: 'Spend',
        advice: '',
        priority: 'high',
        question: asksNothing ? null : { metrics: ['spend'] },
        watch: { every: 'day', persistence: 1, weekdays: [] },
        falseAlarmsAMonth: 1,
        isOn: true,
        ...given,
      },
      null
    )
  )
}

export const evaluate = (organization: Organization, now = AT) =>
  withTenant(organization.id, (tenant) => new EvaluateAlerts(tenant).execute(now))

export interface PlainIncident {
  id: string
  title: string
  message: string
  state: string
  breaches: number
  first: string
  last: string
}

export const incidentsOf = (organization: Organization) =>
  withTenant(organization.id, async (tenant) => {
    const { rows } = await tenant.query<PlainIncident>(
      `SELECT id, title, message, state, breaches, first_day::text AS first, last_day::text AS last
       FROM alert_incidents ORDER BY opened_at, title`
    )
    return rows
  })

/** A rule and an incident of it, for addresses that name one. */
export async function givenAlerts(organization: Organization) {
  const { id: rule } = await givenRule(organization, {
    kind: 'sync_failure',
    condition: { sources: [] },
  })
  const incident = newId()
  await withTenant(organization.id, (tenant) =>
    tenant.query(
      `INSERT INTO alert_incidents (organization_id, id, title, message, state, priority, rule_id, direction,
         first_day, last_day, breaches, opened_at, updated_at)
       VALUES ($1, $2, 'New keys', 'A key was created.', 'open', 'high', $3, 'none', $4, $4, 1, now(), now())`,
      [organization.id, incident, rule, LAST_DAY]
    )
  )
  const { id: channel } = await withTenant(organization.id, (tenant) =>
    addChannel(
      tenant,
      {
        ...{ kind: 'webhook', name: 'Pager', leastPriority: 'low' },
        target: { url: 'https://pager.example.test/in' },
      },
      AT.toJSDate()
    )
  )
  return { rule, incident, channel }
}
