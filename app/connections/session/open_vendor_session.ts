import { withTenant, type TenantTransaction } from '#foundation'
import { VendorFailure, type Clock, type CompiledStream, type MappingAccount } from '#reading'
import { markNeedsReconnect } from '../actions/mark_needs_reconnect.js'
import Connection from '../models/connection.js'
import { selectedAccounts } from '../queries/connection_accounts.js'
import { grantedHosts } from '../queries/granted_hosts.js'
import { assertReadable, type ReaderOptions } from './reader_for.js'
import { relistAccounts } from './relist_accounts.js'
import type { RefusedAccount } from './session_secrets.js'
import { openSource, type SourceReader } from './source_kinds.js'

export interface SessionConnection {
  id: string
  pluginId: string
  name: string
  mode: 'live' | 'sandbox'
  settings: Record<string, unknown>
  /** First day to read, `YYYY-MM-DD`, where the person chose one. */
  backfillFrom: string | null
}

/** One connection, opened for reading. What comes out are mapped pages or a `VendorFailure`. */
export interface VendorSession {
  connection: SessionConnection
  connector: { streams: Map<string, CompiledStream> }
  /** The selected accounts. */
  accounts: MappingAccount[]
  read: SourceReader['read']
  /** The vendor's own sums for the window; null where the stream declares none. */
  totals: SourceReader['totals']
  /** Sends a message to people, once. */
  notify: SourceReader['notify']
  /** Tells the vendor where deliveries go, and that they go there no longer. */
  register: SourceReader['register']
  unregister: SourceReader['unregister']
}

export interface SessionOptions {
  correlationId: string
  /** The version of the plugin that the work began with; the one in use where left out. */
  pluginVersion?: string | null
  signal?: AbortSignal
  clock?: Clock
  /** Hears every request and answer, with what opens the source. */
  witness?: ReaderOptions['witness']
}

/**
 * Opens a connection for reading. Throws a `VendorFailure` where it cannot be read at all: paused, removed, its plugin
 * switched off, or in need of a new consent.
 */
export async function openVendorSession(
  organization: { id: string },
  connectionId: string,
  options: SessionOptions
): Promise<VendorSession> {
  const connection = await withTenant(organization.id, () =>
    Connection.of(organization).where('id', connectionId).firstOrFail()
  )
  assertReadable(connection)
  const hosts = await grantedHosts(connection)
  const source = await openSource(connection, options.pluginVersion)
  const accounts = await withTenant(organization.id, (tenant) =>
    source.isOneAccount ? ownAccount(tenant, connection) : selectedAccounts(tenant, connectionId)
  )
  const relist = source.hasAccountSecrets
    ? (refused: RefusedAccount) => relistAccounts(connection, refused, options)
    : undefined
  const reader = source.reader({ ...options, hosts, relist })
  const fail = async (error: unknown): Promise<never> => {
    throw await noted(connection, error)
  }
  return {
    connection: sessionConnection(connection),
    connector: { streams: source.streams },
    accounts,
    async *read(read, slice) {
      try {
        yield* reader.read(read, slice)
      } catch (error) {
        await fail(error)
      }
    },
    totals: (read, slice) => reader.totals(read, slice).catch(fail),
    notify: (notification) => reader.notify(notification).catch(fail),
    register: (address) => reader.register(address).catch(fail),
    unregister: (address) => reader.unregister(address).catch(fail),
  }
}

async function ownAccount(
  tenant: TenantTransaction,
  { id, name }: Connection
): Promise<MappingAccount[]> {
  const { rows } = await tenant.query<{ currency: string; timeZone: string }>(
    'SELECT currency, time_zone AS "timeZone" FROM organizations WHERE id = $1',
    [tenant.organizationId]
  )
  return [{ id, name, ...rows[0], attributes: {} }]
}

function sessionConnection(connection: Connection): SessionConnection {
  const { id, pluginId, name, mode, settings, backfillFrom } = connection
  return { id, pluginId, name, mode, settings, backfillFrom: backfillFrom?.toISODate() ?? null }
}

/** A failure that only the person can end is written down at the connection, where the person sees it. */
async function noted(connection: Connection, error: unknown): Promise<unknown> {
  if (error instanceof VendorFailure && error.action === 'reconnect') {
    await markNeedsReconnect(connection, error)
  }
  return error
}
