import emitter from '@adonisjs/core/services/emitter'
import { Refusal, type TenantTransaction } from '#foundation'
import { writeCredential } from '../credentials/credential_store.js'
import { SourceConnected } from '../events/source_connected.js'
import Connection from '../models/connection.js'
import type { ProvenSignIn } from './sign_in.js'
import { storeAccounts } from './store_accounts.js'

/** Stores what the vendor agreed to, and calls the source connected. The connection's row exists or is made here. */
export async function storeSignIn(
  tenant: TenantTransaction,
  connection: Connection,
  { proof, now }: { proof: ProvenSignIn; now: Date }
): Promise<Connection> {
  connection.useTransaction(tenant.trx)
  const { consentHolderId = null } = proof
  connection.merge({ state: 'connected', stateKind: null, stateReason: null, consentHolderId })
  if (proof.consent) {
    connection.merge({ publicCredentials: proof.consent })
  }
  await connection.save()
  for (const [field, secret] of Object.entries(proof.secrets)) {
    await writeCredential(tenant, { connectionId: connection.id, field, ...secret, now })
  }
  await storeAccounts(tenant, connection, proof.accounts)
  await reviveSharers(tenant, connection.id)
  await emitter.emit(SourceConnected, new SourceConnected(tenant, connection, now))
  return connection
}

/** A new consent opens the sources that read with it as well. */
async function reviveSharers(tenant: TenantTransaction, id: string) {
  await tenant.query(
    `UPDATE connections SET state = 'connected', state_kind = NULL, state_reason = NULL
      WHERE organization_id = $1 AND consent_holder_id = $2 AND state = 'needs_reconnect'`,
    [tenant.organizationId, id]
  )
}

/** The source as it is now, held until the transaction ends: somebody may have removed it while the vendor was asked. */
export async function heldConnection(tenant: TenantTransaction, id: string): Promise<Connection> {
  const connection = await Connection.of({ id: tenant.organizationId })
    .where('id', id)
    .whereNot('state', 'removed')
    .forUpdate()
    .first()
  if (!connection) {
    throw new Refusal({
      code: 'E_SOURCE_GONE',
      status: 404,
      message: 'The source that this was for no longer exists. Connect it again.',
    })
  }
  return connection as Connection
}
