import { recordAudit } from '#audit'
import { enqueue, Refusal, type TenantTransaction } from '#foundation'
import { PROCESS_QUEUE } from '../process_queue.js'

export interface Replay {
  connectionId: string
  deliveryId: string
  actor: { id: string; ip: string | null }
}

/** Works on a delivery again, as if it had just arrived. It still replaces nothing newer. */
export async function replayDelivery(tenant: TenantTransaction, replay: Replay) {
  const { connectionId, deliveryId, actor } = replay
  const { organizationId } = tenant
  const { rowCount } = await tenant.query(
    `UPDATE webhook_deliveries SET outcome = 'waiting', code = NULL, reason = NULL, run_id = NULL, attempts = 0,
       settled_at = NULL
     WHERE organization_id = $1 AND connection_id = $2 AND id = $3 AND body IS NOT NULL`,
    [organizationId, connectionId, deliveryId]
  )
  if (rowCount === 0) {
    throw new Refusal({
      code: 'E_DELIVERY_GONE',
      status: 404,
      message:
        'This delivery is not kept, so it cannot be replayed. Deliveries are kept for 30 days, and those that were refused are only counted.',
    })
  }
  await recordAudit(tenant, {
    actorId: actor.id,
    ip: actor.ip,
    action: 'delivery.replayed',
    subject: `connection:${connectionId}`,
    detail: { delivery: deliveryId },
  })
  const options = { within: tenant, singletonKey: connectionId, group: organizationId }
  await enqueue(PROCESS_QUEUE, { organizationId, connectionId }, options)
}
