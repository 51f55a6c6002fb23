import { ProgrammingError } from '#foundation'
import type { FactRecord } from '#shared/records'
import type { StreamHandle } from '../types.js'
import { floatArray } from './binary_arrays.js'
import { dayReader } from './days.js'
import type { FactKeys } from './fact_keys.js'
import { breakdownOf, entityIdsOf, type Breakdown } from './identities.js'

/** Facts that come record by record, as connectors map them. */
export function readRecords(stream: StreamHandle, facts: FactRecord[]): FactKeys {
  const days = new Int32Array(facts.length)
  const entityIds = new BigInt64Array(facts.length)
  const breakdownIds = new BigInt64Array(facts.length)
  const breakdowns = new Map<bigint, Breakdown>()
  const breakdownIdOf = breakdownReader(breakdowns)
  const idOf = entityIdsOf(stream.connectionId)
  const dayOf = dayReader()
  const width = stream.slots.length
  for (const [row, fact] of facts.entries()) {
    assertNumbers(stream, fact, width)
    days[row] = dayOf(fact.day)
    entityIds[row] = idOf(fact.entity)
    breakdownIds[row] = breakdownIdOf(fact.dimensions)
  }
  return {
    days,
    entityIds,
    breakdownIds,
    breakdowns,
    currencies: facts.map(({ currency }) => currency),
    floats: (slot, rows) => floatArray(facts, rows, slot),
    numberAt: (slot, row) => facts[row].numbers[slot] ?? null,
  }
}

/** Records share the object of a combination mostly: then it need not be spelled out to know it again. */
function breakdownReader(breakdowns: Map<bigint, Breakdown>) {
  const known = new Map<FactRecord['dimensions'], bigint>()
  return (dimensions: FactRecord['dimensions']): bigint => {
    const found = known.get(dimensions)
    if (found !== undefined) {
      return found
    }
    const breakdown = breakdownOf(dimensions)
    known.set(dimensions, breakdown.id)
    breakdowns.set(breakdown.id, breakdown)
    return breakdown.id
  }
}

/** The plugin host rejects such records with a reason; here they are a bug. */
function assertNumbers(stream: StreamHandle, { numbers }: FactRecord, width: number) {
  if (numbers.length > width) {
    throw new ProgrammingError(
      `A record of '${stream.name}' has ${numbers.length} numbers for ${width} slots.`
    )
  }
  for (const number of numbers) {
    if (number !== null && number !== undefined && !Number.isFinite(number)) {
      throw new ProgrammingError(`A record of '${stream.name}' holds ${number} as a number.`)
    }
  }
}
