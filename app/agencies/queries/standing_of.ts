import type { DateTime } from 'luxon'
import { listIncidents, whatNeedsAttention } from '#alerts'
import type { TenantTransaction } from '#foundation'
import { listMetrics } from '#metrics'
import type { ClientNeed, OfferedMetric } from '../types.js'

/** How soon somebody should look, by what is wrong with a source: no numbers before fewer numbers before older ones. */
const SOURCE_WEIGHTS: Record<string, number> = {
  reconnect: 100,
  failed_sync: 80,
  plugin_off: 70,
  access_ends: 60,
  account_not_read: 50,
  vendor_version: 40,
  declined_scopes: 30,
  gap: 30,
  rejected_records: 20,
}

const INCIDENT_WEIGHTS: Record<string, number> = { critical: 95, high: 75, medium: 45, low: 15 }

const MOST_NEEDS = 20

export interface Standing {
  urgency: number
  needs: ClientNeed[]
  metrics: OfferedMetric[]
}

/** What needs attention at the organization of this transaction, worst first, and which metrics it can answer. */
export async function standingOf(tenant: TenantTransaction, now: DateTime): Promise<Standing> {
  const needs = [...(await sourceNeeds(tenant, now)), ...(await incidentNeeds(tenant))]
  needs.sort((one, other) => other.weight - one.weight)
  const metrics = await listMetrics(tenant)
  return {
    urgency: urgencyOf(needs),
    needs: needs.slice(0, MOST_NEEDS),
    metrics: metrics
      .filter(({ available, connectionId }) => available && !connectionId)
      .map(({ id, label, direction }) => ({ id, label, direction })),
  }
}

/** The worst decides, and of two that are as bad the one with more. */
const urgencyOf = (needs: ClientNeed[]) =>
  needs.length === 0 ? 0 : needs[0].weight * 1_000 + Math.min(needs.length, 999)

async function sourceNeeds(tenant: TenantTransaction, now: DateTime): Promise<ClientNeed[]> {
  const found = await whatNeedsAttention(tenant, now.toJSDate())
  return found.map(({ kind, message, source }) => ({
    kind,
    message,
    subject: source.name,
    path: `/sources/${source.slug}`,
    weight: SOURCE_WEIGHTS[kind] ?? 10,
  }))
}

async function incidentNeeds(tenant: TenantTransaction): Promise<ClientNeed[]> {
  const { incidents } = await listIncidents(tenant, { view: 'active', hidesSecurity: true })
  return incidents
    .filter(({ state }) => state === 'open')
    .map(({ id, title, message, priority }) => ({
      kind: 'incident',
      message,
      subject: title,
      path: `/alerts/incidents/${id}`,
      weight: INCIDENT_WEIGHTS[priority] ?? 15,
    }))
}
