import { isDeepStrictEqual } from 'node:util'
import { Refusal, type TenantTransaction } from '#foundation'
import type { MappingAccount } from '#reading'
import { readCredentials, type StoredCredentials } from '../credentials/credential_store.js'
import Connection from '../models/connection.js'
import { accountsElsewhere } from './accounts_elsewhere.js'
import { sameValues } from './same_submission.js'

interface Access {
  accounts: MappingAccount[]
  secrets: StoredCredentials
}

/**
 * The source that a sign-in gives new access to instead of making a second one: it reads the same accounts and waits to
 * be reconnected. Held until the transaction ends. Undefined where the accounts are new here.
 */
export async function sourceToRenew(
  tenant: TenantTransaction,
  wanted: Connection,
  access: Access
): Promise<Connection | undefined> {
  const known =
    access.accounts.length > 0
      ? await readerOfAll(tenant, wanted, access.accounts)
      : await sameAccess(tenant, wanted, access.secrets)
  const isSame = known && isDeepStrictEqual(known.settings, wanted.settings)
  return isSame && known.state === 'needs_reconnect'
    ? known.merge({ authName: wanted.authName })
    : undefined
}

async function readerOfAll(
  tenant: TenantTransaction,
  wanted: Connection,
  accounts: MappingAccount[]
): Promise<Connection | undefined> {
  const ids = accounts.map(({ id }) => id)
  const elsewhere = await accountsElsewhere(tenant, wanted, ids)
  const sources = new Set(elsewhere.map(({ source }) => source.id))
  if (elsewhere.length < accounts.length || sources.size !== 1) {
    return undefined
  }
  const [id] = sources
  const reader = await Connection.of({ id: tenant.organizationId })
    .where('id', id)
    .forUpdate()
    .firstOrFail()
  return reader as Connection
}

/** Of a vendor that lists no accounts, the same key (in the sandbox any) with the same settings reads the same numbers. */
async function sameAccess(
  tenant: TenantTransaction,
  wanted: Connection,
  secrets: StoredCredentials
): Promise<Connection | undefined> {
  const { pluginId, connector, authName, mode } = wanted
  const others = (await Connection.of({ id: tenant.organizationId })
    .where({ pluginId, connector, authName, mode })
    .whereNotIn('state', ['removed', 'pending'])
    .whereNot('id', wanted.id)
    .orderBy('created_at')
    .forUpdate()) as Connection[]
  for (const one of others.filter(({ settings }) => isDeepStrictEqual(settings, wanted.settings))) {
    if (mode === 'sandbox' || sameValues(await readCredentials(tenant, one.id), secrets)) {
      return one.state === 'needs_reconnect' ? one : refuse(one)
    }
  }
  return undefined
}

function refuse({ name }: Connection): never {
  throw new Refusal({
    code: 'E_ACCOUNT_CONNECTED',
    status: 422,
    message: `${name} already reads the same with this key, and numbers count once, so nothing was connected. Use that source, or choose other settings.`,
  })
}
