import type { DatabaseConnector } from '#kit'
import { ProgrammingError } from '#foundation'
import { pluginRegistry } from '#plugin_host'
import type { Cursor, Stream } from '#kit'
import { compileStream } from '../map/compile_stream.js'
import { Database, type DatabaseContext } from './database.js'
import { DatabaseReader, type CompiledDatabaseStream } from './database_reader.js'
import { Look } from './look.js'
import type { DatabaseStream } from './streams.js'

type Place = Omit<DatabaseContext, 'driver' | 'title'>

/** How far back the days of a first reading go: as far as any table does. */
const EARLIEST = 'P7300D'

/** A database connector, and what can be asked of one of its sources. */
export async function databaseSource(pluginId: string, connector: string) {
  const registry = await pluginRegistry()
  const definition = registry.manifestOf(pluginId).connectors?.[connector]
  if (definition?.kind !== 'database') {
    throw new ProgrammingError(`Plugin ${pluginId} has no database connector '${connector}'.`)
  }
  const title = titleOf(definition, pluginId)
  const context = (place: Place): DatabaseContext => ({
    ...place,
    driver: definition.driver,
    title,
  })
  return {
    title,
    streams: (chosen: DatabaseStream[]) => compiled(definition, chosen),
    reader: (place: Place) => new DatabaseReader(context(place)),
    /** Looks at the catalogue and at rows, over one connection. */
    look: <Answer>(place: Place, work: (look: Look) => Promise<Answer>) =>
      Look.at(new Database(context(place)), work),
  }
}

const titleOf = ({ title }: DatabaseConnector, id: string) =>
  typeof title === 'string' ? title : id

function compiled({ channel }: DatabaseConnector, chosen: DatabaseStream[]) {
  return new Map(
    chosen.map((stream): [string, CompiledDatabaseStream] => {
      const { name, slots } = stream
      const context = { name, channel: channel ?? null, slots }
      const isWhole = stream.cursor === null
      return [name, { ...compileStream(declared(stream), context), isWhole, database: stream }]
    })
  )
}

/** As a manifest would say it, so that everything that knows streams knows these. */
const declared = ({ title, mapping, cursor, date, metrics }: DatabaseStream): Stream => ({
  ...{ title, records: '$', ...mapping },
  cursor: cursorOf(cursor, date),
  totals: { records: '$', metrics },
})

/** What is read by changes reads the last day again, for what was committed late; what has no cursor, everything. */
function cursorOf(cursor: DatabaseStream['cursor'], date: string): Cursor {
  return cursor
    ? { field: cursor.column, earliest: EARLIEST, lookback: 'P1D' }
    : { field: date, earliest: EARLIEST, lookback: EARLIEST }
}
