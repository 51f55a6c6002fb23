import type { FactMapping } from '#kit'
import type { FactRecord, Slot } from '#shared/records'
import type { Scope } from '#shared/expressions/expression'
import { quote } from '#shared/expressions/functions'
import { dayOf, hourOf } from './days.js'
import { compileCondition, compileField, compileText, type ReadText } from './fields.js'
import { compileEntity, type MappedEntity } from './map_entity.js'
import { compileNumbers } from './numbers.js'
import { remembering, type OpenPage } from './page_memory.js'
import { Rejection } from './rejection.js'
import type { MappingScope } from './types.js'

const CURRENCY = /^[A-Z]{3}$/
const ACCOUNT_ZONE = 'account.timeZone'

export interface MappedFact {
  fact: FactRecord
  entity: MappedEntity
}

/** Compiles the fact of a record together with the entity it counts for. Null where `when` is false. */
export function compileFact(mapping: FactMapping, slots: Slot[]) {
  const applies = compileCondition(mapping.when, 'when')
  const days = compileDay(mapping)
  const currencies = compileCurrency(mapping.currency, slots)
  const entities = compileEntity(mapping.entity)
  const breakdowns = compileDimensions(mapping)
  const numbers = compileNumbers(mapping.metrics, slots)
  return (page: MappingScope) => {
    const [entityOf, dayAt, currencyOf] = [entities(page), days(page), currencies(page)]
    const dimensionsOf = breakdowns(page)
    return (scope: Scope): MappedFact | null => {
      if (!applies(scope)) {
        return null
      }
      const entity = entityOf(scope)
      const fact: FactRecord = {
        day: dayAt(scope),
        currency: currencyOf(scope),
        entity: entity.reference,
        dimensions: dimensionsOf(scope),
        numbers: numbers(scope),
      }
      return { fact, entity }
    }
  }
}

function compileDay(mapping: FactMapping): OpenPage<string> {
  const { date, timeZone = ACCOUNT_ZONE, period = 'day' } = mapping
  if (date === undefined) {
    return ({ today }) =>
      () =>
        today
  }
  const readDate = compileField(date, 'date')
  const zone = compileText(timeZone, 'timeZone')
  return remembering({
    compute: (scope, { today }) =>
      dayOf({ value: readDate(scope), timeZone: zone(scope), period }, today),
    by: [date, timeZone],
  })
}

/** Money without a currency says nothing, so such a record is rejected. */
function compileCurrency(source: string | undefined, slots: Slot[]): OpenPage<string | null> {
  if (!slots.some((slot) => slot.unit === 'currency')) {
    return () => () => null
  }
  const expression = source ?? 'account.currency'
  const read = compileText(expression, 'currency')
  const compute = (scope: Scope) => {
    const code = read(scope)?.toUpperCase() ?? null
    if (code === null || !CURRENCY.test(code)) {
      throw new Rejection('E_CURRENCY', 'currency', currencyReason(code))
    }
    return code
  }
  return remembering({ compute, by: [expression] })
}

function currencyReason(code: string | null): string {
  return code === null
    ? 'The currency is missing, so the amounts cannot be read.'
    : `${quote(code)} is not a currency code, so the amounts cannot be read.`
}

function compileDimensions(mapping: FactMapping): OpenPage<Record<string, string>> {
  const { dimensions = {}, date = 'null', timeZone = ACCOUNT_ZONE, period } = mapping
  const readers = Object.entries(dimensions).map(
    ([id, source]) => [id, compileText(source, id)] as const
  )
  const by = Object.values(dimensions)
  if (period === 'hour' && !dimensions.hour) {
    readers.push(['hour', compileHour(date, timeZone)])
    by.push(date, timeZone)
  }
  const compute = (scope: Scope) => {
    const values: Record<string, string> = {}
    for (const [id, read] of readers) {
      const value = read(scope)
      if (value !== null && value !== '') {
        values[id] = value
      }
    }
    return values
  }
  return remembering({ compute, by })
}

function compileHour(date: string, timeZone: string): ReadText {
  const readDate = compileField(date, 'date')
  const zone = compileText(timeZone, 'timeZone')
  return (scope) => hourOf({ value: readDate(scope), timeZone: zone(scope) })
}
