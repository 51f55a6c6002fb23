import { pluginRegistry, requestWindow, type MappingAccount } from '#plugin_host'
import { withTenant } from '#foundation'
import { systemClock } from '../http/clock.js'
import { markNeedsReconnect } from '../actions/mark_needs_reconnect.js'
import Connection from '../models/connection.js'
import { selectedAccounts } from '../queries/connection_accounts.js'
import { VendorFailure } from '../vendor_failure.js'
import type {
  PageRequest,
  SessionOptions,
  VendorPage,
  VendorSession,
  VendorTotals,
} from '../vendor_session.js'
import { grantedHosts } from './granted_hosts.js'
import type { PageState } from './paging.js'
import { readList } from './read_list.js'
import { readPages } from './read_pages.js'
import { assertReadable, callerFor } from './session_caller.js'
import type { OpenScope, VendorCaller } from './vendor_caller.js'

/**
 * Opens a connection for reading. Throws a `VendorFailure` where it cannot be read at all: paused, removed, its plugin
 * switched off, or in need of a new consent.
 */
export async function openVendorSession(
  organization: { id: string },
  connectionId: string,
  options: SessionOptions
): Promise<VendorSession> {
  const { connection, accounts } = await withTenant(organization.id, async (tenant) => ({
    connection: await Connection.of(organization).where('id', connectionId).firstOrFail(),
    accounts: await selectedAccounts(tenant, connectionId),
  }))
  assertReadable(connection)
  const hosts = await grantedHosts(connection)
  const registry = await pluginRegistry()
  const connector = registry.connector(connection.pluginId, connection.connector)
  const caller = callerFor(connection, connector, { clock: systemClock, ...options, hosts })
  const session = new OpenSession(connection, caller, connector)
  return {
    connection: sessionConnection(connection),
    connector,
    accounts,
    pages: (stream, request) => session.pages(stream, request),
    totals: (stream, request) => session.totals(stream, request),
  }
}

function sessionConnection(connection: Connection) {
  const { id, pluginId, name, mode, settings, backfillFrom } = connection
  return { id, pluginId, name, mode, settings, backfillFrom: backfillFrom?.toISODate() ?? null }
}

type Connector = VendorSession['connector']

class OpenSession {
  constructor(
    readonly connection: Connection,
    readonly caller: VendorCaller,
    readonly connector: Connector
  ) {}

  async *pages(name: string, request: PageRequest): AsyncGenerator<VendorPage> {
    const stream = this.connector.streams.get(name)!
    const list = this.connector.calls.lists.get(name)!
    try {
      const scope = await this.caller.scope(this.#scope(request))
      const resume = (request.resume ?? undefined) as PageState | undefined
      yield* readPages(stream, { caller: this.caller, list, scope, resume })
    } catch (error) {
      throw await this.#noted(error)
    }
  }

  async totals(name: string, request: PageRequest): Promise<VendorTotals | null> {
    const list = this.connector.calls.totals.get(name)
    if (!list) {
      return null
    }
    try {
      const scope = await this.caller.scope(this.#scope(request))
      const records: unknown[] = []
      for await (const page of readList({ caller: this.caller, list, scope })) {
        records.push(...page.records)
      }
      return { rows: records.length, totals: list.sum(records, scope) }
    } catch (error) {
      throw await this.#noted(error)
    }
  }

  #scope({ account, window }: PageRequest): OpenScope {
    const zone = zoneOf(account)
    return {
      account: account ?? null,
      parent: null,
      settings: this.connection.settings,
      window: window ? requestWindow(window.from, window.to, zone) : null,
    }
  }

  /** A failure that only the person can end is written down at the connection, where the person sees it. */
  async #noted(error: unknown): Promise<unknown> {
    if (error instanceof VendorFailure && error.action === 'reconnect') {
      await markNeedsReconnect(this.connection, error)
    }
    return error
  }
}

function zoneOf(account: MappingAccount | undefined): string {
  return account?.timeZone ?? 'UTC'
}
