import emitter from '@adonisjs/core/services/emitter'
import { PlanChanged } from '#billing'
import { RemoveSource, SourceConnected } from '#connections'
import type { TenantTransaction } from '#foundation'
import { SourceResumed } from '#sync'
import { openEndpoint } from './actions/open_endpoint.js'
import { forgetDeliveries } from './actions/forget_deliveries.js'
import { unregisterEndpoint } from './actions/register_endpoint.js'
import { askFor, PROCESS_QUEUE, REGISTER_QUEUE } from './process_queue.js'

emitter.on(SourceConnected, async ({ tenant, connection, now }) => {
  const hook = await openEndpoint(tenant, connection, now)
  if (hook?.definition.register) {
    await askFor(REGISTER_QUEUE, tenant, connection.id)
  }
})

RemoveSource.follow(forgetDeliveries, unregisterEndpoint)

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

const process = (tenant: TenantTransaction, connectionId: string) =>
  askFor(PROCESS_QUEUE, tenant, connectionId)
