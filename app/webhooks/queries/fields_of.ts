import type { Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { chosenIn, targetsIn } from '#mapping'
import { listMetrics } from '#metrics'
import { hookOf } from '../hook_of.js'
import type { DeliveryMapping } from '../mapping/chosen_stream.js'
import type { FieldChoices } from '../field_choices.js'
import { sampleOf } from '../mapping/sample_of.js'

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
