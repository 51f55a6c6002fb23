import type { Stream } from '#kit'
import { compilePath } from '../expressions/paths.js'
import { guarded, type StreamContext } from './compile_stream.js'
import { compileCondition, compileKey } from './fields.js'
import { mapPage } from './map_page.js'
import type { CompiledStream } from './types.js'

/** Compiles a stream whose records report changes to records of other streams. */
export function compileUpdates(
  definition: Stream,
  context: StreamContext,
  targets: Map<string, CompiledStream>
): CompiledStream {
  const key = compileKey(definition.key)
  const routes = (definition.updates ?? []).map((update) => ({
    applies: compileCondition(update.when, 'when'),
    changed: compilePath(update.record),
    target: targets.get(update.stream)!,
  }))
  const mapRecord: CompiledStream['mapRecord'] = (record, scope, position = 1) =>
    guarded(record, position, () => {
      key(record)
      const values = { record, account: scope.account, settings: scope.settings }
      const route = routes.find(({ applies }) => applies(values))
      return route ? route.target.mapRecord(route.changed(record), scope, position) : null
    })
  return {
    ...context,
    definition,
    mode: 'event',
    grain: { entities: [], breakdowns: [], feeds: [] },
    mapRecord,
    mapPage: (records, scope) => mapPage(mapRecord, records, scope),
  }
}
