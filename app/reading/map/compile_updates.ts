import type { Stream } from '#kit'
import type { Scope } from '#shared/expressions/expression'
import { compilePath } from '#shared/expressions/paths'
import { mappingOf, type StreamContext } from './compile_stream.js'
import { compileCondition, compileKey } from './fields.js'
import type { CompiledStream, MappingScope } from './types.js'

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
  const open = (page: MappingScope) => {
    const scope: Scope = { record: null, account: page.account, settings: page.settings }
    const pages = routes.map((route) => ({ ...route, map: route.target.openPage(page) }))
    return (record: object, position: number) => {
      key(record)
      scope.record = record
      const route = pages.find(({ applies }) => applies(scope))
      return route ? route.map(route.changed(record), position) : null
    }
  }
  return {
    ...context,
    definition,
    mode: 'event',
    period: 'day',
    grain: { entities: [], breakdowns: [], feeds: [] },
    ...mappingOf(open),
  }
}
