import { recordAudit } from '#audit'
import { writeCredential, type Connection } from '#connections'
import { Refusal, type TenantTransaction } from '#foundation'
import { askFor, REGISTER_QUEUE } from '../process_queue.js'
import { hookOf } from '../hook_of.js'
import { giveAddress, giveSecret, SECRET_FIELD } from './open_endpoint.js'

export interface EndpointChange {
  actor: { id: string; ip: string | null }
  now: Date
}

/** Gives a source another address, which the vendor is told where it can be; the one before takes nothing any more. */
export async function changeAddress(
  tenant: TenantTransaction,
  source: Connection,
  change: EndpointChange
) {
  const { register } = await receiving(tenant, source)
  await giveAddress(tenant, source.id, change.now)
  if (register) {
    await tenant.query(
      `UPDATE webhook_endpoints SET registration = 'waiting', registration_reason = NULL, updated_at = $3
       WHERE organization_id = $1 AND connection_id = $2`,
      [tenant.organizationId, source.id, change.now]
    )
    await askFor(REGISTER_QUEUE, tenant, source.id)
  }
  await noted(tenant, source, { ...change, action: 'webhook_address.changed' })
}

/** Stores the secret that a person pasted, or makes one and answers it, to be shown once. */
export async function changeSecret(
  tenant: TenantTransaction,
  source: Connection,
  { pasted, ...change }: EndpointChange & { pasted?: string }
): Promise<string | null> {
  const { secret } = await receiving(tenant, source)
  const isRight = secret && (secret.from === 'vendor') === (pasted !== undefined)
  if (!isRight) {
    throw new Refusal({
      code: 'E_SECRET_KIND',
      status: 422,
      message:
        secret?.from === 'vendor'
          ? 'Paste the signing secret that the vendor shows for this address.'
          : 'The secret of this source is made here, so none can be entered. Create a new one instead.',
    })
  }
  const { id: connectionId } = source
  const { now } = change
  await noted(tenant, source, { ...change, action: 'webhook_secret.changed' })
  if (pasted === undefined) {
    return giveSecret(tenant, connectionId, now)
  }
  await writeCredential(tenant, { connectionId, field: SECRET_FIELD, value: pasted, now })
  return null
}

async function receiving(tenant: TenantTransaction, source: Connection) {
  const hook = await hookOf(tenant, source)
  if (!hook) {
    throw new Refusal({
      code: 'E_RECEIVES_NOTHING',
      status: 409,
      message: `${source.name} receives no webhooks, so nothing was changed.`,
    })
  }
  return hook.definition
}

function noted(
  tenant: TenantTransaction,
  { id, name }: Connection,
  { actor, now, action }: EndpointChange & { action: string }
) {
  return recordAudit(tenant, {
    ...{ actorId: actor.id, ip: actor.ip, action, at: now },
    subject: `connection:${id}`,
    detail: { name },
  })
}
