import { proofsOf, type Connection } from '#connections'
import type { TenantTransaction } from '#foundation'
import type { Text } from '#kit'
import { SECRET_FIELD, TOKEN_FIELD } from '../actions/open_endpoint.js'
import { addressOf } from '../address.js'
import type { Endpoint, Registration } from '../endpoint.js'
import { hookOf, type Hook } from '../hook_of.js'

interface EndpointRow {
  registration: Registration
  reason: string | null
}

/** Null where the vendor of the source sends nothing. */
export async function endpointOf(
  tenant: TenantTransaction,
  connection: Connection
): Promise<Endpoint | null> {
  const hook = await hookOf(tenant, connection)
  const { rows } = await tenant.query<EndpointRow>(
    `SELECT registration, registration_reason AS reason FROM webhook_endpoints
     WHERE organization_id = $1 AND connection_id = $2`,
    [tenant.organizationId, connection.id]
  )
  if (!hook || rows.length === 0) {
    return null
  }
  const { credentials } = await proofsOf(connection)
  const { setup } = hook.definition
  return {
    address: addressOf(credentials[TOKEN_FIELD] ?? ''),
    registration: rows[0].registration,
    registrationReason: rows[0].reason,
    setup: setup === undefined ? null : plain(setup),
    ...signingOf(hook),
    isSigned: credentials[SECRET_FIELD] !== undefined,
  }
}

function signingOf({ definition: { secret } }: Hook) {
  if (secret?.from !== 'vendor') {
    return {
      signing: secret?.from ?? ('none' as const),
      signingLabel: 'Signing secret',
      signingHelp: null,
    }
  }
  const { label, help } = secret
  return {
    signing: secret.from,
    signingLabel: plain(label),
    signingHelp: help === undefined ? null : plain(help),
  }
}

const plain = (text: Text) => (typeof text === 'string' ? text : text.i18n)
