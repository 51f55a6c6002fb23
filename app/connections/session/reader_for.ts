import { withTenant } from '#foundation'
import type { Auth } from '#kit'
import { Reader, VendorFailure, type Clock, type CompiledConnector } from '#reading'
import type Connection from '../models/connection.js'
import type { StoredCredentials } from '../credentials/credential_store.js'
import { SessionSecrets, type SecretPlaces } from './session_secrets.js'

type ReaderContext = ConstructorParameters<typeof Reader>[0]

export interface ReaderOptions {
  /** Where the organization lets the plugin go. */
  hosts: ReadonlySet<string>
  correlationId: string
  signal?: AbortSignal
  clock?: Clock
  /** Hears every request and answer, with what opens the source. */
  witness?: ReaderContext['witness']
  /** Other settings than those that are stored. */
  settings?: Record<string, unknown>
  /** Secrets to try instead of the stored ones. */
  trial?: StoredCredentials
  relist?: SecretPlaces['relist']
}

/** The reader of a connection, whatever state the connection is in. */
export function readerFor(
  connection: Connection,
  connector: CompiledConnector,
  { settings = connection.settings, ...options }: ReaderOptions
): Reader {
  const { id, authName, mode } = connection
  const { hosts, correlationId, signal, clock, witness } = options
  const auth = connector.definition.auth[authName]
  const access = accessOf(connection, { ...options, settings, auth, title: connector.title })
  return new Reader({
    ...{ connectionId: id, mode, authName, connector, access, hosts, clock, correlationId, signal },
    ...{ witness, settings },
    announced: (stream, window) => announcedTo(connection, stream, window),
  })
}

type ReadAnnounced = NonNullable<ReaderContext['announced']>

/** What deliveries announced, in the order in which they came. */
async function announcedTo(
  { id, organizationId }: Connection,
  stream: string,
  { fromUnix, toUnix }: Parameters<ReadAnnounced>[1]
) {
  const { rows } = await withTenant(organizationId, (tenant) =>
    tenant.query<{ fields: Record<string, unknown> }>(
      `SELECT fields FROM webhook_announcements
       WHERE organization_id = $1 AND connection_id = $2 AND stream = $3
         AND announced_at >= to_timestamp($4) AND announced_at < to_timestamp($5)
       ORDER BY announced_at, id`,
      [organizationId, id, stream, fromUnix, toUnix]
    )
  )
  return rows.map(({ fields }) => fields)
}

interface AccessOptions extends ReaderOptions {
  auth: Auth
  title: string
  settings: Record<string, unknown>
}

/** What opens a connection: its stored secrets, or those that are tried. */
export function accessOf(connection: Connection, options: AccessOptions): SessionSecrets {
  const { id, organizationId, pluginId, authName, mode, consentHolderId } = connection
  const { hosts, signal, trial, relist, clock, settings, auth, title } = options
  const asked = { organizationId, id, consentHolderId, pluginId, authName, mode, settings }
  const places = { ...asked, title, auth, hosts, trial, relist, signal }
  return new SessionSecrets(places, () => clock?.now() ?? new Date())
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
      message: stateReason ?? `Reconnect ${name}.`,
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
