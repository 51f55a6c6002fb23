import { factsOf, type EntityMapping, type FactMapping, type Stream } from '#kit'
import type { RejectedRecord, Slot } from '#shared/records'
import type { StreamGrain } from '#shared/stream_grain'
import type { Scope } from '#shared/expressions/expression'
import { quote } from '#shared/expressions/functions'
import { compileKey } from './fields.js'
import { compileEntity, type MappedEntity } from './map_entity.js'
import { compileEvent } from './map_event.js'
import { compileExpansion } from './expand.js'
import { compileFact, type MappedFact } from './map_fact.js'
import { mapPage, mapPageInTurns } from './map_page.js'
import { Rejection } from './rejection.js'
import type { CompiledStream, Mapped, MappedRecord, MappingScope } from './types.js'

export interface StreamContext {
  name: string
  channel: string | null
  slots: Slot[]
}

/** Compiles a stream that maps its own records. */
export function compileStream(declared: Stream, context: StreamContext): CompiledStream {
  const definition = belowAccounts(declared)
  return {
    ...context,
    definition,
    mode: factsOf(definition)[0]?.mode ?? 'event',
    period: factsOf(definition)[0]?.period ?? 'day',
    grain: grainOf(definition),
    ...mappingOf(compileMapping(definition, context), compileExpansion(definition.expand)),
  }
}

const ACCOUNT = { kind: 'account', id: 'account.id', name: 'account.name' }

/** What is read account by account stands below its account: the vendor's totals are held against just that. */
function belowAccounts(stream: Stream): Stream {
  const { each, entity, facts } = stream
  if (each !== 'account') {
    return stream
  }
  return {
    ...stream,
    ...(entity && { entity: belowAccount(entity) }),
    ...(facts && {
      facts: factsOf(stream).map((mapping) => ({
        ...mapping,
        entity: belowAccount(mapping.entity),
      })),
    }),
  }
}

function belowAccount(entity: EntityMapping): EntityMapping {
  const { kind, ancestors = [] } = entity
  const isThere = [kind, ...ancestors.map((each) => each.kind)].includes(ACCOUNT.kind)
  return isThere ? entity : { ...entity, ancestors: [...ancestors, ACCOUNT] }
}

/** Maps the records of one page, one by one. */
type MapRecord = (record: object, position: number) => Mapped

/** The ways in which a stream maps, all by the same function. */
export function mappingOf(
  open: (page: MappingScope) => MapRecord,
  expand = (records: unknown[]) => records
): Pick<CompiledStream, 'expand' | 'openPage' | 'mapRecord' | 'mapPage' | 'mapPageInTurns'> {
  const openPage: CompiledStream['openPage'] = (scope) => {
    const map = open(scope)
    return (record, position = 1) => guarded(record, position, map)
  }
  return {
    expand,
    openPage,
    mapRecord: (record, scope, position) => openPage(scope)(record, position),
    mapPage: (records, scope) => mapPage(openPage(scope), expand(records)),
    mapPageInTurns: (records, scope) => mapPageInTurns(openPage(scope), expand(records)),
  }
}

function compileMapping(definition: Stream, { name, slots }: StreamContext) {
  const nothing = () => () => null
  const key = compileKey(definition.key)
  const entities = definition.entity ? compileEntity(definition.entity) : nothing
  const facts = compileFacts(factsOf(definition), slots)
  const event = definition.events ? compileEvent(definition.events) : () => null
  return (page: MappingScope) => {
    const scope: Scope = { record: null, account: page.account, settings: page.settings }
    const [entityOf, factOf] = [entities(page), facts(page)]
    return (record: object): MappedRecord => {
      scope.record = record
      const identity = key(record)
      const counted = factOf(scope)
      const entity = entityOf(scope) ?? counted[0]?.entity
      const happened = event(scope, entity?.reference ?? null)
      return {
        stream: name,
        key: identity,
        entities: entitiesOf(entity, counted),
        facts: counted.map(({ fact }) => fact),
        events: happened ? [happened] : [],
      }
    }
  }
}

/** What each mapping makes of a record, in the order of the manifest. */
function compileFacts(mappings: FactMapping[], slots: Slot[]) {
  const compiled = mappings.map((mapping) => ({
    expand: mapping.expand && compileExpansion(mapping.expand),
    open: compileFact(mapping, slots),
  }))
  return (page: MappingScope) => {
    const opened = compiled.map(({ expand, open }) => ({ expand, read: open(page) }))
    return (scope: Scope): MappedFact[] =>
      opened.flatMap(({ expand, read }) =>
        (expand ? expand([scope.record]) : [scope.record]).flatMap(
          (record) => read(expand ? { ...scope, record } : scope) ?? []
        )
      )
  }
}

function entitiesOf(entity: MappedEntity | null | undefined, counted: MappedFact[]) {
  if (counted.length < 2) {
    return entity ? entity.alone : []
  }
  return [...(entity ? entity.alone : []), ...counted.flatMap((each) => each.entity.alone)]
}

/** Turns a rejection into a row that a person can read; anything else is a fault of ours. */
function guarded(record: unknown, position: number, map: MapRecord): Mapped {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    const reason = `${quote(record)} is not a record.`
    return rejected(record, position, new Rejection('E_NOT_A_RECORD', null, reason))
  }
  try {
    return map(record, position)
  } catch (error) {
    if (error instanceof Rejection) {
      return rejected(record, position, error)
    }
    throw error
  }
}

function rejected(raw: unknown, position: number, rejection: Rejection): RejectedRecord {
  const { code, field, message } = rejection
  return { position, code, field, reason: message, raw: raw ?? null }
}

function grainOf(stream: Stream): StreamGrain {
  const mappings = factsOf(stream)
  const entities = mappings.length > 0 ? mappings.map(({ entity }) => entity) : [stream.entity]
  const kinds = entities.flatMap((mapping) =>
    mapping ? [mapping.kind, ...(mapping.ancestors ?? []).map(({ kind }) => kind)] : []
  )
  return {
    entities: [...new Set(kinds)],
    breakdowns: [
      ...new Set([
        ...mappings.flatMap(({ dimensions = {} }) => Object.keys(dimensions)),
        ...(mappings.some(({ period }) => period === 'hour') ? ['hour'] : []),
      ]),
    ],
    ...feedsOf(mappings[0]?.feeds),
  }
}

function feedsOf(feeds: FactMapping['feeds']): Pick<StreamGrain, 'feeds'> {
  if (feeds === undefined || feeds === 'catalogue') {
    return {}
  }
  return { feeds: feeds === 'detail' ? [] : feeds }
}
