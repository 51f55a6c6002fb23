import { newId } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import { databaseSource, whileSomebodyWaits } from '#reading'
import type Connection from '../models/connection.js'
import { grantedHosts } from '../queries/granted_hosts.js'
import { accessOf, assertReadable } from './reader_for.js'

type Source = Awaited<ReturnType<typeof databaseSource>>
type Look = Parameters<Parameters<Source['look']>[1]>[0]

/**
 * Looks at the database of a source while a person waits: within a bounded time, with its stored account. Never inside a
 * transaction.
 */
export async function databaseOf<Answer>(
  connection: Connection,
  work: (look: Look) => Promise<Answer>
): Promise<Answer> {
  const { id, pluginId, connector, authName, mode, settings } = connection
  assertReadable(connection)
  const hosts = await grantedHosts(connection)
  const source = await databaseSource(pluginId, connector)
  const registry = await pluginRegistry()
  const auth = registry.traitsOf(pluginId, connector)!.auth[authName]
  return whileSomebodyWaits(source.title, (signal) => {
    const options = { hosts, signal, correlationId: newId(), settings, auth, title: source.title }
    const access = accessOf(connection, options)
    const place = { connectionId: id, mode, access, settings, signal, isWatched: true }
    return source.look(place, work)
  })
}
