import { recordAudit } from '#audit'
import { withTenant, type TenantTransaction } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { deleteCredentials } from '../credentials/credential_store.js'
import type Connection from '../models/connection.js'
import { holdVendor } from '../queries/accounts_elsewhere.js'
import { consentToAsk, proveSignIn, type ConnectOutcome, type SignIn } from './sign_in.js'
import { heldConnection, storeSignIn } from './store_sign_in.js'

export interface Reconnection extends SignIn {
  actor: { id: string | null; ip?: string | null }
  /** What follows in the transaction that stores the new credentials. */
  follow?: (tenant: TenantTransaction, connection: Connection) => Promise<void>
}

/**
 * Gives a source new credentials. Everything it has read stays; reading goes on where it stopped. Opens its own
 * transactions and asks the vendor between them: credentials that are refused never replace those that are stored.
 */
export class ReconnectSource {
  async execute(connection: Connection, request: Reconnection): Promise<ConnectOutcome> {
    const registry = await pluginRegistry(connection.organizationId)
    registry.manifestOf(connection.pluginId)
    const traits = registry.traitsOf(connection.pluginId, connection.connector)!
    const auth = traits.auth[connection.authName]
    const inTenant = <Result>(work: (tenant: TenantTransaction) => Promise<Result>) =>
      withTenant(connection.organizationId, work)
    const consent = await consentToAsk(connection, auth, request)
    if (consent) {
      await inTenant((tenant) => noteReconnection(tenant, connection, request))
      return { status: 'consent', connection, ...consent }
    }
    const proof = await proveSignIn(connection, auth, request)
    return inTenant(async (tenant) => {
      await holdVendor(tenant, connection)
      const held = await heldConnection(tenant, connection.id)
      await storeSignIn(tenant, held, { proof, now: request.now })
      await noteReconnection(tenant, held, request)
      await request.follow?.(tenant, held)
      return { status: 'connected', connection: held }
    })
  }

  /**
   * Forgets what a source signs in with, in the transaction that sends its calls elsewhere: whatever happens before it signs in
   * again, no stored secret goes to a place that it was not entered for.
   */
  async forget(tenant: TenantTransaction, { id, name }: Pick<Connection, 'id' | 'name'>) {
    await deleteCredentials(tenant, id)
    await tenant.query(
      `UPDATE connections SET state = 'needs_reconnect', state_kind = 'authorization', state_reason = $3
        WHERE organization_id = $1 AND id = $2 AND state = 'connected'`,
      [tenant.organizationId, id, `${name} is called elsewhere now. Reconnect it.`]
    )
  }
}

/** Writes down who gave a source new credentials. */
export function noteReconnection(
  tenant: TenantTransaction,
  { id, name }: Connection,
  { actor }: Pick<Reconnection, 'actor'>
) {
  return recordAudit(tenant, {
    actorId: actor.id,
    ip: actor.ip,
    action: 'source.reconnected',
    subject: `connection:${id}`,
    detail: { name },
  })
}
