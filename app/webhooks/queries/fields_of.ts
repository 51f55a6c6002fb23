import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { listMetrics } from '#metrics'
import { hookOf } from '../hook_of.js'
import type { DeliveryMapping } from '../mapping/delivery_mapping.js'
import type { FieldChoices } from '../field_choices.js'
import type { ChosenField } from '../mapping/field_uses.js'
import { sampleOf } from '../mapping/sample_of.js'
import { targetsIn } from '../mapping/understand_fields.js'

/** Null where the plugin itself says what deliveries mean. */
export async function fieldsOf(
  tenant: TenantTransaction,
  source: Connection,
  records: string | undefined
): Promise<FieldChoices | null> {
  const hook = await hookOf(tenant, source)
  if (!hook?.definition.mapping) {
    return null
  }
  const { rows } = await tenant.query<{ mapping: DeliveryMapping | null }>(
    'SELECT mapping FROM webhook_endpoints WHERE organization_id = $1 AND connection_id = $2',
    [tenant.organizationId, source.id]
  )
  const mapping = rows[0]?.mapping ?? null
  const catalogue = await listMetrics(tenant)
  return {
    sample: await sampleOf(tenant, source.id, records ?? mapping?.records),
    chosen: mapping ? chosenIn(mapping, source.slug) : [],
    metrics: targetsIn(catalogue).map(({ id, label }) => ({ id, label })),
  }
}

function chosenIn(mapping: DeliveryMapping, slug: string): ChosenField[] {
  const { id, name, version, date, currency, metrics, dimensions } = mapping
  const single: [ChosenField['use'], string | null][] = [
    ['id', id],
    ['name', name],
    ['version', version],
    ['date', date.path],
    ['currency', currency && 'path' in currency ? currency.path : null],
  ]
  return [
    ...single.flatMap(([use, path]) => (path === null ? [] : [{ path, use }])),
    ...dimensions.map(({ path }) => ({ path, use: 'dimension' as const })),
    ...metrics.map(({ path, metric, unit }) =>
      metric.startsWith(`${slug}:`)
        ? { path, use: unit === 'currency' ? ('money' as const) : ('number' as const) }
        : { path, use: 'metric' as const, metric }
    ),
  ]
}
