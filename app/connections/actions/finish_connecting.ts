import { currentTenant } from '#foundation'
import { pluginRegistry, type MappingAccount } from '#plugin_host'
import type { Clock } from '../http/clock.js'
import type Connection from '../models/connection.js'
import { vendorAccounts } from '../queries/vendor_accounts.js'
import { callerFor } from '../session/session_caller.js'
import { grantedHosts } from '../session/granted_hosts.js'
import { storeAccounts } from './store_accounts.js'

export interface FinishOptions {
  correlationId: string
  clock?: Clock
}

/**
 * Proves that the stored credentials work, learns the accounts, and calls the source connected. Throws a
 * `VendorFailure` where the vendor does not agree; the caller's transaction then leaves nothing behind.
 */
export async function finishConnecting(
  connection: Connection,
  options: FinishOptions
): Promise<Connection> {
  const accounts = await provenAccounts(connection, connection.settings, options)
  await storeAccounts(currentTenant(), connection.id, accounts)
  connection.merge({ state: 'connected', stateKind: null, stateReason: null })
  return connection.save()
}

/** The accounts that the vendor lists under these settings; a `VendorFailure` where it does not agree to them. */
export async function provenAccounts(
  connection: Connection,
  settings: Record<string, unknown>,
  options: FinishOptions
): Promise<MappingAccount[]> {
  const registry = await pluginRegistry()
  const connector = registry.connector(connection.pluginId, connection.connector)
  const hosts = await grantedHosts(connection)
  const caller = callerFor(connection, connector, { ...options, hosts })
  const scope = await caller.scope({ account: null, parent: null, settings, window: null })
  await caller.send(connector.calls.check(scope), scope)
  return vendorAccounts(caller, connector, settings)
}
