import type { CompiledConnector } from '#plugin_host'
import { systemClock, type Clock } from '../http/clock.js'
import type Connection from '../models/connection.js'
import { VendorFailure } from '../vendor_failure.js'
import type { StoredCredential } from '../credentials/credential_store.js'
import { SessionSecrets } from './session_secrets.js'
import { VendorCaller } from './vendor_caller.js'

export interface CallerOptions {
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  correlationId: string
  signal?: AbortSignal
  clock?: Clock
  /** Secrets to try instead of the stored ones. */
  trial?: Record<string, StoredCredential>
}

/** The caller of a connection, whatever state the connection is in. */
export function callerFor(
  connection: Connection,
  connector: CompiledConnector,
  { hosts, correlationId, signal, trial, clock = systemClock }: CallerOptions
): VendorCaller {
  const { id, organizationId, pluginId, authName, mode } = connection
  const title = titleOf(connector)
  const auth = connector.definition.auth[authName]
  const asked = { organizationId, id, pluginId, authName, mode }
  const places = { ...asked, title, auth, hosts, trial, signal }
  const secrets = new SessionSecrets(places, () => clock.now())
  return new VendorCaller({
    connectionId: id,
    mode,
    authName,
    title,
    connector,
    secrets,
    hosts,
    clock,
    correlationId,
    signal,
  })
}

export function titleOf({ definition, plugin }: CompiledConnector): string {
  return typeof definition.title === 'string' ? definition.title : plugin.id
}

const UNREADABLE: Partial<Record<Connection['state'], string>> = {
  pending: 'is not connected yet. Finish connecting it first',
  paused: 'is paused. Resume it to read from it again',
  removed: 'was removed',
}

export function assertReadable({ state, name, stateReason }: Connection) {
  if (state === 'needs_reconnect') {
    throw new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_NEEDS_RECONNECT',
      message: stateReason ?? `${name} has to be connected again.`,
    })
  }
  const reason = UNREADABLE[state]
  if (reason) {
    throw new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_NOT_CONNECTED',
      message: `${name} ${reason}.`,
    })
  }
}
