import { recordAudit } from '#audit'
import type { Connection } from '#connections'
import { enqueue, Refusal, type TenantTransaction } from '#foundation'
import { listMetrics, registerSourceMetrics } from '#metrics'
import { hookOf } from '../hook_of.js'
import type { DeliveryMapping } from '../mapping/delivery_mapping.js'
import { sampleOf } from '../mapping/sample_of.js'
import { understandFields, type Choice } from '../mapping/understand_fields.js'
import { PROCESS_QUEUE } from '../process_queue.js'

export interface MappingChange {
  choice: Choice
  actor: { id: string; ip: string | null }
  now: Date
}

/** Says what the fields of a source's deliveries mean. What waited for it is worked on. */
export async function saveMapping(
  tenant: TenantTransaction,
  source: Connection,
  { choice, actor, now }: MappingChange
) {
  const { id: connectionId, slug } = source
  const sample = await sampleOf(tenant, connectionId, choice.records)
  const hook = await hookOf(tenant, source)
  if (!sample || !hook?.definition.mapping) {
    throw new Refusal({
      code: 'E_NO_SAMPLE',
      status: 409,
      message: 'There is no delivery to choose from yet. Send one first.',
    })
  }
  const mapping = understandFields(choice, {
    ...{ source: slug, sample, catalogue: await listMetrics(tenant) },
    currency: await currencyOf(tenant),
  })
  await registerSourceMetrics(tenant, { connectionId, metrics: ownMetrics(mapping, slug), now })
  await tenant.query(
    `UPDATE webhook_endpoints SET mapping = $3, updated_at = $4
     WHERE organization_id = $1 AND connection_id = $2`,
    [tenant.organizationId, connectionId, JSON.stringify(mapping), now]
  )
  await recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip, action: 'webhook_fields.changed', at: now },
    subject: `connection:${connectionId}`,
    detail: { name: source.name, mapping },
  })
  const { organizationId } = tenant
  const options = { within: tenant, singletonKey: connectionId, group: organizationId }
  await enqueue(PROCESS_QUEUE, { organizationId, connectionId }, options)
}

/** Those of the catalogue have a name there. */
const ownMetrics = ({ metrics }: DeliveryMapping, slug: string) =>
  metrics
    .filter(({ metric }) => metric.startsWith(`${slug}:`))
    .map(({ path, metric, unit, aggregation }) => ({ id: metric, label: path, unit, aggregation }))

async function currencyOf(tenant: TenantTransaction): Promise<string> {
  const { rows } = await tenant.query<{ currency: string }>(
    'SELECT currency FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return rows[0].currency
}
