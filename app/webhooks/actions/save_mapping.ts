import { recordAudit } from '#audit'
import type { Connection } from '#connections'
import { enqueue, Refusal, type TenantTransaction } from '#foundation'
import { registerOwnMetrics, surroundingsOf, understandFields, type ChosenField } from '#mapping'
import { hookOf } from '../hook_of.js'
import type { DeliveryMapping } from '../mapping/chosen_stream.js'
import { sampleOf } from '../mapping/sample_of.js'
import { PROCESS_QUEUE } from '../process_queue.js'

export interface MappingChange {
  choice: { records: string; fields: ChosenField[] }
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
  const subject = 'The latest delivery'
  const around = { ...(await surroundingsOf(tenant)), source: slug, sample, subject }
  const { records } = choice
  const mapping: DeliveryMapping = { records, ...understandFields(choice.fields, around) }
  await registerOwnMetrics(tenant, mapping, { connectionId, slug, now })
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
