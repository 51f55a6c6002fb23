import { ProgrammingError } from '#foundation'
import type { EntityReference, FactRecord } from '#shared/records'
import type { StreamHandle } from '../types.js'
import { floatColumn } from './binary_arrays.js'
import { dayReader } from './days.js'
import type { FactKeys } from './fact_keys.js'
import { IdColumn } from './id_column.js'
import { breakdownOf, entityIdsOf, type Breakdown } from './identities.js'
import { rankedDays } from './ranks.js'

/** Facts that come record by record, as connectors map them. */
export function readRecords(stream: StreamHandle, facts: FactRecord[]): FactKeys {
  const days = new Int32Array(facts.length)
  const entities = new IdColumn<EntityReference>(facts.length, entityIdsOf(stream.connectionId))
  const breakdowns = new Map<bigint, Breakdown>()
  const combinations = new IdColumn(facts.length, breakdownReader(breakdowns))
  const numbers = stream.slots.map(() => new Float64Array(facts.length))
  const dayOf = dayReader()
  for (const [row, fact] of facts.entries()) {
    days[row] = dayOf(fact.day)
    entities.set(row, fact.entity)
    combinations.set(row, fact.dimensions)
    readNumbers(stream, { fact, row, numbers })
  }
  return {
    days,
    entityIds: entities.ids(),
    breakdownIds: combinations.ids(),
    ranked: () => [rankedDays(days), entities.ranked(), combinations.ranked()],
    breakdowns,
    currencies: facts.map(({ currency }) => currency),
    floats: (slot, rows) => floatColumn(numbers[slot], rows),
    numberAt: (slot, row) => (Number.isNaN(numbers[slot][row]) ? null : numbers[slot][row]),
  }
}

function breakdownReader(breakdowns: Map<bigint, Breakdown>) {
  return (dimensions: FactRecord['dimensions']): bigint => {
    const breakdown = breakdownOf(dimensions)
    breakdowns.set(breakdown.id, breakdown)
    return breakdown.id
  }
}

interface NumbersOfRow {
  fact: FactRecord
  row: number
  numbers: Float64Array[]
}

/** The plugin host rejects numbers that are none with a reason; here they are a bug. */
function readNumbers(stream: StreamHandle, { fact, row, numbers }: NumbersOfRow) {
  const given = fact.numbers
  const width = numbers.length
  if (given.length > width) {
    throw new ProgrammingError(
      `A record of '${stream.name}' has ${given.length} numbers for ${width} slots.`
    )
  }
  for (let slot = 0; slot < width; slot++) {
    const number = given[slot] ?? null
    if (number !== null && !Number.isFinite(number)) {
      throw new ProgrammingError(`A record of '${stream.name}' holds ${number} as a number.`)
    }
    numbers[slot][row] = number ?? Number.NaN
  }
}
