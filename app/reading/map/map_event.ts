import type { EventMapping } from '#kit'
import type { EntityReference, EventRecord } from '#shared/records'
import type { Scope } from '#shared/expressions/expression'
import { quote } from '#shared/expressions/functions'
import { instantOf } from './days.js'
import { compileCondition, compileField, compileId, compileText } from './fields.js'
import { compileValues } from './map_entity.js'
import { moneyOf } from './numbers.js'
import { Rejection } from './rejection.js'

/** Compiles the moment that a record reports. Null where `when` is false. */
export function compileEvent(mapping: EventMapping) {
  const applies = compileCondition(mapping.when, 'event')
  const id = compileId(mapping.id, 'event id')
  const name = compileId(mapping.name, 'event name')
  const at = compileText(mapping.at, 'event time')
  const actor = compileText(mapping.actor ?? 'null', 'actor')
  const revenue = compileField(mapping.revenue ?? 'null', 'revenue')
  const currency = compileText(mapping.currency ?? 'null', 'currency')
  const properties = compileValues(mapping.properties ?? {})
  return (scope: Scope, entity: EntityReference | null): EventRecord | null => {
    if (!applies(scope)) {
      return null
    }
    const amount = revenue(scope)
    return {
      externalId: id(scope),
      name: name(scope),
      occurredAt: occurredAt(at(scope)),
      actor: actor(scope),
      entity,
      properties: properties(scope),
      revenueMicros: amount === null || amount === undefined ? null : moneyOf(amount, 'revenue'),
      currency: currency(scope)?.toUpperCase() ?? null,
    }
  }
}

function occurredAt(text: string | null): string {
  const at = text === null ? null : instantOf(text)
  if (at === null) {
    const reason = text === null ? 'is missing' : `${quote(text)} is not an instant with a zone`
    throw new Rejection('E_DATE_INVALID', 'event time', `The time of the event ${reason}.`)
  }
  return new Date(at).toISOString()
}
