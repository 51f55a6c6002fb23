import { factsOf, type Stream } from '#kit'
import type { Scope } from '#shared/expressions/expression'
import { compilePath } from '#shared/expressions/paths'
import { mappingOf, type StreamContext } from './compile_stream.js'
import { compileCondition, compileId, compileKey } from './fields.js'
import type { CompiledStream, MapNext, MappedRecord, MappingScope } from './types.js'

interface Route {
  map: MapNext
  removal: ((scope: Scope) => MappedRecord) | null
}

const mapChange = ({ map, removal }: Route, scope: Scope, position: number) =>
  removal ? removal(scope) : map(scope.record, position)

/** Of a record that was deleted, only which one it was. */
function compileRemoval({ name, definition }: CompiledStream) {
  const key = compileKey(definition.key)
  const entities = factsOf(definition).map(({ entity }) => ({
    kind: entity.kind,
    idOf: compileId(entity.id, `${entity.kind} id`),
  }))
  return (scope: Scope): MappedRecord => ({
    ...{ stream: name, key: key(scope.record), entities: [], facts: [], events: [] },
    removed: entities.map(({ kind, idOf }) => ({ kind, externalId: idOf(scope) })),
  })
}

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
    removal: update.removed ? compileRemoval(targets.get(update.stream)!) : null,
  }))
  const open = (page: MappingScope) => {
    const scope: Scope = { record: null, account: page.account, settings: page.settings }
    const pages = routes.map((route) => ({ ...route, map: route.target.openPage(page) }))
    return (record: object, position: number) => {
      key(record)
      scope.record = record
      const route = pages.find(({ applies }) => applies(scope))
      return route ? mapChange(route, { ...scope, record: route.changed(record) }, position) : null
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
