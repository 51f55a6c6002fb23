import { ProgrammingError } from '#foundation'
import type { FactColumns, StreamHandle } from '../types.js'
import { floatColumn } from './binary_arrays.js'
import { dayNumber } from './days.js'
import type { FactKeys } from './fact_keys.js'
import { breakdownOf, entityIdsOf } from './identities.js'
import { rankedDays, rankedIds, rankedPlaces } from './ranks.js'

const MOST_OF_A_HALF = 0xff_ff_ff_ff
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
const LOW_HALF = IS_LITTLE_ENDIAN ? 0 : 4

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
    return placesBehind(idOf(entities.series), entities.places)
  }
  const { kind, externalIds } = entities
  return BigInt64Array.from(externalIds, (externalId) => idOf({ kind, externalId }))
}

/** `first` plus each place, in halves of 32 bits: a BigInt for each row would be most of the garbage of a large file. */
function placesBehind(first: bigint, places: Uint32Array): BigInt64Array {
  const ids = new BigInt64Array(places.length)
  const halves = new DataView(ids.buffer)
  const low = Number(BigInt.asUintN(32, first))
  const high = Number(first >> 32n)
  for (const [row, place] of places.entries()) {
    const sum = low + place
    halves.setUint32(row * 8 + LOW_HALF, sum, IS_LITTLE_ENDIAN)
    halves.setInt32(row * 8 + 4 - LOW_HALF, high + (sum > MOST_OF_A_HALF ? 1 : 0), IS_LITTLE_ENDIAN)
  }
  return ids
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
