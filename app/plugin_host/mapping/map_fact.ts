import type { FactMapping } from '#kit'
import type { FactRecord, Slot } from '#shared/records'
import type { Scope } from '../expressions/expression.js'
import { quote } from '../expressions/functions.js'
import { dayOf } from './days.js'
import { compileCondition, compileField, compileText, type ReadText } from './fields.js'
import { compileEntity } from './map_entity.js'
import { compileNumbers } from './numbers.js'
import { Rejection } from './rejection.js'
import type { MappingScope } from './types.js'

const CURRENCY = /^[A-Z]{3}$/

/** Compiles the fact of a record together with the thing it counts for. Null where `when` is false. */
export function compileFact(mapping: FactMapping, slots: Slot[]) {
  const applies = compileCondition(mapping.when, 'when')
  const date = compileField(mapping.date, 'date')
  const zone = compileText(mapping.timeZone ?? 'account.timeZone', 'timeZone')
  const currency = compileCurrency(mapping.currency, slots)
  const entity = compileEntity(mapping.entity)
  const dimensions = compileDimensions(mapping.dimensions ?? {})
  const numbers = compileNumbers(mapping.metrics, slots)
  return (scope: Scope, { today }: MappingScope) => {
    if (!applies(scope)) {
      return null
    }
    const thing = entity(scope)
    const fact: FactRecord = {
      day: dayOf(date(scope), zone(scope), today),
      currency: currency(scope),
      entity: { kind: thing.kind, externalId: thing.externalId },
      dimensions: dimensions(scope),
      numbers: numbers(scope),
    }
    return { fact, thing }
  }
}

/** Money without a currency says nothing, so such a record is rejected. */
function compileCurrency(source: string | undefined, slots: Slot[]): ReadText {
  if (!slots.some((slot) => slot.unit === 'currency')) {
    return () => null
  }
  const read = compileText(source ?? 'account.currency', 'currency')
  return (scope) => {
    const code = read(scope)?.toUpperCase() ?? null
    if (code === null || !CURRENCY.test(code)) {
      throw new Rejection('E_CURRENCY', 'currency', currencyReason(code))
    }
    return code
  }
}

function currencyReason(code: string | null): string {
  return code === null
    ? 'The currency is missing, so the amounts cannot be read.'
    : `${quote(code)} is not a currency code, so the amounts cannot be read.`
}

function compileDimensions(expressions: Record<string, string>) {
  const readers = Object.entries(expressions).map(
    ([id, source]) => [id, compileText(source, id)] as const
  )
  return (scope: Scope) => {
    const values: Record<string, string> = {}
    for (const [id, read] of readers) {
      const value = read(scope)
      if (value !== null && value !== '') {
        values[id] = value
      }
    }
    return values
  }
}
