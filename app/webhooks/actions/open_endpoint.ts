import { randomBytes } from 'node:crypto'
import { writeCredential, type Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import { hashOf, newToken } from '../address.js'
import { hookOf } from '../hook_of.js'

/** Where the token is kept besides its hash: a person has to see the address again. */
export const TOKEN_FIELD = 'webhookToken'
export const SECRET_FIELD = 'webhookSecret'

const SECRET_BYTES = 32

/** Gives a source its address, once, and answers what arrives there; a source whose vendor sends nothing gets none. */
export async function openEndpoint(tenant: TenantTransaction, connection: Connection, now: Date) {
  const hook = await hookOf(tenant, connection)
  if (!hook) {
    return null
  }
  const { definition } = hook
  const { rowCount } = await tenant.query(
    `INSERT INTO webhook_endpoints (organization_id, connection_id, registration, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING`,
    [tenant.organizationId, connection.id, definition.register ? 'waiting' : 'manual', now]
  )
  if (rowCount === 0) {
    return hook
  }
  await giveAddress(tenant, connection.id, now)
  if (definition.secret?.from === 'generated') {
    await giveSecret(tenant, connection.id, now)
  }
  return hook
}

/** A new address; the one before leads nowhere from now on. */
export async function giveAddress(tenant: TenantTransaction, connectionId: string, now: Date) {
  const token = newToken()
  await tenant.query('DELETE FROM webhook_directory WHERE connection_id = $1', [connectionId])
  await tenant.query(
    `INSERT INTO webhook_directory (token_hash, organization_id, connection_id) VALUES ($1, $2, $3)`,
    [hashOf(token), tenant.organizationId, connectionId]
  )
  await writeCredential(tenant, { connectionId, field: TOKEN_FIELD, value: token, now })
}

/** A new signing secret, in place of the one before. */
export async function giveSecret(tenant: TenantTransaction, connectionId: string, now: Date) {
  const value = randomBytes(SECRET_BYTES).toString('base64url')
  await writeCredential(tenant, { connectionId, field: SECRET_FIELD, value, now })
  return value
}
