import type { FactRecord } from '#shared/records'
import type { FactColumns, StreamHandle } from '../types.js'
import { readColumns } from './fact_columns.js'
import type { FactKeys } from './fact_keys.js'
import { readRecords } from './fact_records.js'
import type { Ranked } from './ranks.js'
import { inOrderOf, sortedRows } from './sorted_rows.js'

/** A page's facts, ready to be written. */
export interface FactBatch extends FactKeys {
  /** Rows in primary-key order; of several with one key only the last is left. */
  rows: Uint32Array
  duplicates: number
}

/** Arranges the facts of a page for the database. */
export function arrangeFacts(stream: StreamHandle, facts: FactRecord[] | FactColumns): FactBatch {
  const keys = Array.isArray(facts) ? readRecords(stream, facts) : readColumns(stream, facts)
  const rows = isSeries(facts) ? inOrderOf(keys.days) : rowsInOrder(stream, keys)
  return { ...keys, rows, duplicates: keys.days.length - rows.length }
}

/** The places in a series are different and ascend, so the day alone decides. */
function isSeries(facts: FactRecord[] | FactColumns): boolean {
  return !Array.isArray(facts) && 'series' in facts.entities
}

function rowsInOrder({ mode }: StreamHandle, { ranked }: FactKeys) {
  const primary = ranked()
  return mode === 'event' ? oneRowPerEntity(primary) : sortedRows(primary)
}

/** In event mode the entity alone is the identity; the order is still that of the primary key. */
function oneRowPerEntity(primary: Ranked[]): Uint32Array {
  const latest = sortedRows([primary[1]])
  const left = primary.map(({ ranks, size }) => ({ ranks: latest.map((row) => ranks[row]), size }))
  return sortedRows(left).map((place) => latest[place])
}
