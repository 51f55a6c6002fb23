import type { TenantTransaction } from '#foundation'
import { listMetrics, registerSourceMetrics } from '#metrics'
import type { FieldMapping } from './field_mapping.js'

/** What a choice of fields is understood in: the catalogue, and the money of the organization. */
export async function surroundingsOf(tenant: TenantTransaction) {
  const { rows } = await tenant.query<{ currency: string }>(
    'SELECT currency FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return { catalogue: await listMetrics(tenant), currency: rows[0].currency }
}

export interface MappedSource {
  connectionId: string
  slug: string
  now: Date
}

/** Puts the metrics that are the source's own into the catalogue; those of the catalogue have a name there. */
export function registerOwnMetrics(
  tenant: TenantTransaction,
  { metrics }: Pick<FieldMapping, 'metrics'>,
  { connectionId, slug, now }: MappedSource
) {
  const own = metrics.filter(({ metric }) => metric.startsWith(`${slug}:`))
  return registerSourceMetrics(tenant, {
    connectionId,
    metrics: own.map(({ path, metric, unit, aggregation }) => ({
      ...{ id: metric, label: path, unit, aggregation },
    })),
    now,
  })
}
