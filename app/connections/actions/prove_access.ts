import { pluginRegistry, type MappingAccount } from '#plugin_host'
import type { StoredCredential } from '../credentials/credential_store.js'
import type { Clock } from '../http/clock.js'
import { whileSomebodyWaits } from '../http/patience.js'
import type Connection from '../models/connection.js'
import { vendorAccounts } from '../queries/vendor_accounts.js'
import { callerFor, titleOf } from '../session/session_caller.js'
import { grantedHosts } from '../session/granted_hosts.js'

export interface ProofOptions {
  correlationId: string
  clock?: Clock
  /** Secrets to prove instead of the stored ones. */
  trial?: Record<string, StoredCredential>
}

/**
 * The accounts that the vendor lists under these settings; a `VendorFailure` where it does not agree to them, or takes
 * longer than a person waits. Never inside a transaction.
 */
export async function provenAccounts(
  connection: Connection,
  settings: Record<string, unknown>,
  options: ProofOptions
): Promise<MappingAccount[]> {
  const registry = await pluginRegistry()
  const connector = registry.connector(connection.pluginId, connection.connector)
  const hosts = await grantedHosts(connection)
  const ask = async (signal: AbortSignal) => {
    const caller = callerFor(connection, connector, { ...options, hosts, signal })
    const scope = await caller.scope({ account: null, parent: null, settings, window: null })
    await caller.send(connector.calls.check(scope), scope)
    return vendorAccounts(caller, connector, settings)
  }
  return whileSomebodyWaits(titleOf(connector), ask, options.clock)
}
