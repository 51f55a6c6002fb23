import { ProgrammingError } from '#foundation'
import type { FactRecord } from '#shared/records'
import { breakdownOf, entityIdsOf, type Breakdown } from './identities.js'
import { sortedRows } from './sorted_rows.js'
import type { StreamHandle } from '../types.js'

const DAY_MS = 86_400_000
const POSTGRES_EPOCH_DAY = Date.UTC(2000, 0, 1) / DAY_MS
const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/

/** The facts of a page by column, with the keys that the table sorts by. */
export interface FactBatch {
  facts: FactRecord[]
  /** Days since 2000-01-01. */
  days: Int32Array
  entityIds: BigInt64Array
  breakdownIds: BigInt64Array
  breakdowns: Map<bigint, Breakdown>
  /** Rows in primary-key order; of several with one key only the last is left. */
  rows: Uint32Array
  duplicates: number
}

/** Arranges the facts of a page for the database. */
export function arrangeFacts(stream: StreamHandle, facts: FactRecord[]): FactBatch {
  const keys = readKeys(stream, facts)
  const primary = [BigInt64Array.from(keys.days, BigInt), keys.entityIds, keys.breakdownIds]
  const rows = stream.mode === 'event' ? oneRowPerThing(primary) : sortedRows(primary)
  return { facts, ...keys, rows, duplicates: facts.length - rows.length }
}

/** In event mode the thing alone is the identity; the order is still that of the primary key. */
function oneRowPerThing(primary: BigInt64Array[]): Uint32Array {
  const latest = sortedRows([primary[1]])
  const left = primary.map((values) => BigInt64Array.from(latest, (row) => values[row]))
  return sortedRows(left).map((place) => latest[place])
}

function readKeys(stream: StreamHandle, facts: FactRecord[]) {
  const days = new Int32Array(facts.length)
  const entityIds = new BigInt64Array(facts.length)
  const breakdownIds = new BigInt64Array(facts.length)
  const breakdowns = new Map<bigint, Breakdown>()
  const idOf = entityIdsOf(stream.connectionId)
  const dayOf = dayReader()
  const width = stream.slots.length
  for (const [row, fact] of facts.entries()) {
    assertNumbers(stream, fact, width)
    days[row] = dayOf(fact.day)
    entityIds[row] = idOf(fact.entity)
    const breakdown = breakdownOf(fact.dimensions)
    breakdownIds[row] = breakdown.id
    breakdowns.set(breakdown.id, breakdown)
  }
  return { days, entityIds, breakdownIds, breakdowns }
}

/** The plugin host and the imports reject such records with a reason; here they are a bug. */
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

function dayReader(): (day: string) => number {
  const known = new Map<string, number>()
  return (day) => {
    const found = known.get(day)
    if (found !== undefined) {
      return found
    }
    const number = dayNumber(day)
    known.set(day, number)
    return number
  }
}

/** Days since 2000-01-01, as PostgreSQL counts them. */
export function dayNumber(day: string): number {
  const at = DAY_FORM.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
    throw new ProgrammingError(`'${day}' is not a day of the calendar (YYYY-MM-DD).`)
  }
  return at / DAY_MS - POSTGRES_EPOCH_DAY
}
