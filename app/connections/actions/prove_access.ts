import { whileSomebodyWaits, type Clock, type ListedAccount } from '#reading'
import type { StoredCredentials } from '../credentials/credential_store.js'
import type Connection from '../models/connection.js'
import { openSource } from '../session/source_kinds.js'
import { grantedHosts } from '../queries/granted_hosts.js'

export interface ProofOptions {
  correlationId: string
  clock?: Clock
  /** Secrets to prove instead of the stored ones. */
  trial?: StoredCredentials
}

/**
 * The accounts that the vendor lists under these settings; a `VendorFailure` where it does not agree to them, or takes
 * longer than a person waits. Never inside a transaction.
 */
export async function provenAccounts(
  connection: Connection,
  settings: Record<string, unknown>,
  options: ProofOptions
): Promise<ListedAccount[]> {
  const source = await openSource(connection)
  const hosts = await grantedHosts(connection)
  const ask = (signal: AbortSignal) =>
    source.reader({ ...options, hosts, signal, settings }).prove()
  return whileSomebodyWaits(source.title, ask, options.clock)
}
