import emitter from '@adonisjs/core/services/emitter'
import { PlanChanged } from '#billing'
import { onSourceRemoved, SourceConnected } from '#connections'
import { enqueue, type TenantTransaction } from '#foundation'
import { SourceResumed } from '#sync'
import { openEndpoint } from './actions/open_endpoint.js'
import { forgetDeliveries } from './actions/forget_deliveries.js'
import { PROCESS_QUEUE } from './process_queue.js'

emitter.on(SourceConnected, ({ tenant, connection, now }) => openEndpoint(tenant, connection, now))

onSourceRemoved(forgetDeliveries)

/** What waited for a paused source is worked on. */
emitter.on(SourceResumed, ({ tenant, connectionId }) => process(tenant, connectionId))

/** Deliveries that wait for a larger plan are looked at as soon as it may have come. */
emitter.on(PlanChanged, async ({ tenant }) => {
  const { rows } = await tenant.query<{ id: string }>(
    `SELECT DISTINCT connection_id AS id FROM webhook_deliveries
     WHERE organization_id = $1 AND outcome = 'waiting' AND code = 'E_PLAN_LIMIT'`,
    [tenant.organizationId]
  )
  for (const { id } of rows) {
    await process(tenant, id)
  }
})

async function process(tenant: TenantTransaction, connectionId: string) {
  const { organizationId } = tenant
  const options = { within: tenant, singletonKey: connectionId, group: organizationId }
  await enqueue(PROCESS_QUEUE, { organizationId, connectionId }, options)
}
