import { isDeepStrictEqual } from 'node:util'
import { withTenant } from '#foundation'
import { takingTurns } from '#reading'
import { provenAccounts, type ProofOptions } from '../actions/prove_access.js'
import { secretsOfAccount, writeAccountSecrets } from '../credentials/account_secrets.js'
import { readSharedCredentials } from '../credentials/shared_consent.js'
import type Connection from '../models/connection.js'
import { listAccounts } from '../queries/connection_accounts.js'
import type { RefusedAccount } from './session_secrets.js'

/**
 * Lists the accounts of a source again, for fresh tokens of those it knows; which accounts are read stays as it is. One at a time
 * asks the vendor, the others find what it stored.
 */
export function relistAccounts(
  connection: Connection,
  refused: RefusedAccount,
  options: ProofOptions & { signal?: AbortSignal }
) {
  const { organizationId, id, settings } = connection
  const stored = () =>
    withTenant(organizationId, (tenant) => readSharedCredentials(tenant, connection))
  const find = async () => {
    const found = await stored()
    const isFresh = !isDeepStrictEqual(secretsOfAccount(found, refused.id), refused.secrets)
    return isFresh ? found : undefined
  }
  const renew = async () => {
    const found = await find()
    if (found) {
      return found
    }
    const accounts = await provenAccounts(connection, settings, options)
    await withTenant(organizationId, async (tenant) => {
      const read = await listAccounts(tenant, id)
      const known = new Set(read.map((account) => account.id))
      const ours = accounts.filter((account) => known.has(account.id))
      await writeAccountSecrets(tenant, id, ours)
    })
    return stored()
  }
  return takingTurns({ id: `${id}|accounts`, signal: options.signal }, { find, renew })
}
