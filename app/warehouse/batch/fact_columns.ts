import { ProgrammingError } from '#foundation'
import type { FactColumns, StreamHandle } from '../types.js'
import { floatColumn } from './binary_arrays.js'
import { dayNumber } from './days.js'
import type { FactKeys } from './fact_keys.js'
import { breakdownOf, entityIdsOf } from './identities.js'
import { rankedDays, rankedIds, rankedPlaces } from './ranks.js'

/** Facts that come by column: what repeats is looked up once, and no object is made for a row. */
export function readColumns(stream: StreamHandle, columns: FactColumns): FactKeys {
  const { numbers, days, currencies, dimensions } = columns
  assertNumbers(stream, numbers)
  const dayNumbers = days.values.map(dayNumber)
  const breakdowns = dimensions.values.map(breakdownOf)
  const breakdownIds = breakdowns.map(({ id }) => id)
  const entityIds = entityIdsIn(stream, columns)
  const dayOfRow = Int32Array.from(days.places, (place) => dayNumbers[place])
  return {
    days: dayOfRow,
    entityIds,
    breakdownIds: BigInt64Array.from(dimensions.places, (place) => breakdownIds[place]),
    ranked: () => [
      rankedDays(dayOfRow),
      rankedIds(entityIds),
      rankedPlaces(breakdownIds, dimensions.places),
    ],
    breakdowns: new Map(breakdowns.map((breakdown) => [breakdown.id, breakdown])),
    currencies: Array.from(currencies.places, (place) => currencies.values[place]),
    floats: (slot, rows) => floatColumn(numbers[slot], rows),
    numberAt: (slot, row) => (Number.isNaN(numbers[slot][row]) ? null : numbers[slot][row]),
  }
}

function entityIdsIn({ connectionId }: StreamHandle, { entities }: FactColumns): BigInt64Array {
  const idOf = entityIdsOf(connectionId)
  if ('series' in entities) {
    const first = idOf(entities.series)
    return BigInt64Array.from(entities.places, (place) => first + BigInt(place))
  }
  const { kind, externalIds } = entities
  return BigInt64Array.from(externalIds, (externalId) => idOf({ kind, externalId }))
}

function assertNumbers({ name, slots }: StreamHandle, numbers: Float64Array[]) {
  if (numbers.length !== slots.length) {
    throw new ProgrammingError(
      `The rows of '${name}' have ${numbers.length} numbers for ${slots.length} slots.`
    )
  }
  if (numbers.some((column) => column.some((number) => Math.abs(number) === Infinity))) {
    throw new ProgrammingError(`A row of '${name}' holds an endless number.`)
  }
}
