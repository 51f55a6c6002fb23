import { withTenant } from '#foundation'
import type { Auth, Connector, Plugin } from '#kit'
import { manifestOfVersion, pluginRegistry } from '#plugin_host'
import { connectorOf, databaseSource, type CompiledStream, type Reader } from '#reading'
import type Connection from '../models/connection.js'
import { accessOf, readerFor, type ReaderOptions } from './reader_for.js'

type DatabaseStream = Parameters<Awaited<ReturnType<typeof databaseSource>>['streams']>[0][number]

/** What reads a source, whatever its kind. */
export type SourceReader = Pick<
  Reader,
  'prove' | 'read' | 'totals' | 'notify' | 'register' | 'unregister'
>

/** A source as its kind opens it. */
export interface OpenedSource {
  /** What people call the vendor, or the kind of server. */
  title: string
  streams: Map<string, CompiledStream>
  /** Accounts have tokens of their own, which listing them again renews. */
  hasAccountSecrets: boolean
  /** The whole source is one account, with the days and the money of the organization. */
  isOneAccount: boolean
  reader(options: ReaderOptions): SourceReader
}

type Open = (connection: Connection, manifest: Plugin | null) => Promise<OpenedSource>

const KINDS: Partial<Record<Connector['kind'], Open>> = {
  async api(connection, manifest) {
    const connector = await connectorOf(
      manifest ?? connection.pluginId,
      connection.connector,
      connection.organizationId
    )
    const { title, streams, definition } = connector
    return {
      ...{ title, streams, isOneAccount: false },
      hasAccountSecrets: definition.accounts?.secrets !== undefined,
      reader: (options) => readerFor(connection, connector, options),
    }
  },

  async database(connection) {
    const { id, pluginId, connector, mode, authName } = connection
    const source = await databaseSource(pluginId, connector)
    const registry = await pluginRegistry()
    const auth = registry.traitsOf(pluginId, connector)!.auth[authName] as Auth
    return {
      title: source.title,
      streams: source.streams(await chosenStreams(connection)),
      ...{ hasAccountSecrets: false, isOneAccount: true },
      reader: ({ settings = connection.settings, ...options }) => {
        const access = accessOf(connection, { ...options, settings, auth, title: source.title })
        return source.reader({ connectionId: id, mode, access, settings, signal: options.signal })
      },
    }
  },
}

/**
 * Opens a source by its kind, with the version of its plugin that the work began with. Files and what is sent are never opened.
 */
export async function openSource(
  connection: Connection,
  version: string | null = null
): Promise<OpenedSource> {
  const registry = await pluginRegistry(connection.organizationId)
  registry.manifestOf(connection.pluginId)
  const kind = registry.kindOf(connection.pluginId, connection.connector) ?? 'api'
  const { pluginId, organizationId } = connection
  const manifest =
    version && (await withTenant(organizationId, () => manifestOfVersion(pluginId, version)))
  return KINDS[kind]!(connection, manifest || null)
}

async function chosenStreams({ id, organizationId }: Connection): Promise<DatabaseStream[]> {
  const { rows } = await withTenant(organizationId, (tenant) =>
    tenant.query<{ stream: DatabaseStream }>(
      'SELECT stream FROM database_streams WHERE organization_id = $1 AND connection_id = $2 ORDER BY created_at, name',
      [organizationId, id]
    )
  )
  return rows.map(({ stream }) => stream)
}
