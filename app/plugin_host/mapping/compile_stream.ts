import type { FactMapping, Stream } from '#kit'
import type { EntityRecord, RejectedRecord, Slot } from '#shared/records'
import type { StreamGrain } from '#shared/stream_grain'
import { quote } from '../expressions/functions.js'
import { compileKey } from './fields.js'
import { compileEntity } from './map_entity.js'
import { compileEvent } from './map_event.js'
import { compileFact } from './map_fact.js'
import { mapPage } from './map_page.js'
import { Rejection } from './rejection.js'
import type { CompiledStream, Mapped, MappedRecord, MappingScope } from './types.js'

export interface StreamContext {
  name: string
  channel: string | null
  slots: Slot[]
}

/** Compiles a stream that maps its own records. */
export function compileStream(definition: Stream, context: StreamContext): CompiledStream {
  const map = compileMapping(definition, context)
  const mapRecord: CompiledStream['mapRecord'] = (record, scope, position = 1) =>
    guarded(record, position, () => map(record, scope))
  return {
    ...context,
    definition,
    mode: definition.facts?.mode ?? 'event',
    grain: grainOf(definition),
    mapRecord,
    mapPage: (records, scope) => mapPage(mapRecord, records, scope),
  }
}

function compileMapping(definition: Stream, { name, slots }: StreamContext) {
  const nothing = () => null
  const key = compileKey(definition.key)
  const entity = definition.entity ? compileEntity(definition.entity) : nothing
  const fact = definition.facts ? compileFact(definition.facts, slots) : nothing
  const event = definition.events ? compileEvent(definition.events) : nothing
  return (record: unknown, scope: MappingScope): MappedRecord => {
    const values = { record, account: scope.account, settings: scope.settings }
    const identity = key(record)
    const counted = fact(values, scope)
    const thing = entity(values) ?? counted?.thing
    const happened = event(values, thing ? referenceTo(thing) : null)
    return {
      stream: name,
      key: identity,
      entities: thing ? [thing] : [],
      fact: counted ? counted.fact : null,
      events: happened ? [happened] : [],
    }
  }
}

function referenceTo({ kind, externalId }: EntityRecord) {
  return { kind, externalId }
}

/** Turns a rejection into a row that a person can read; anything else is a fault of ours. */
export function guarded(record: unknown, position: number, map: () => Mapped): Mapped {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    const reason = `${quote(record)} is not a record.`
    return rejected(record, position, new Rejection('E_NOT_A_RECORD', null, reason))
  }
  try {
    return map()
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

function grainOf({ facts, entity }: Stream): StreamGrain {
  const mapping = facts?.entity ?? entity
  return {
    entities: mapping ? [mapping.kind, ...(mapping.ancestors ?? []).map(({ kind }) => kind)] : [],
    breakdowns: Object.keys(facts?.dimensions ?? {}),
    ...feedsOf(facts?.feeds),
  }
}

function feedsOf(feeds: FactMapping['feeds']): Pick<StreamGrain, 'feeds'> {
  if (feeds === undefined || feeds === 'catalogue') {
    return {}
  }
  return { feeds: feeds === 'detail' ? [] : feeds }
}
