import type { Breakdown } from './identities.js'
import type { Ranked } from './ranks.js'

/** The facts of a page by column, with the keys that the table sorts by. */
export interface FactKeys {
  /** Days since 2000-01-01. */
  days: Int32Array
  entityIds: BigInt64Array
  breakdownIds: BigInt64Array
  breakdowns: Map<bigint, Breakdown>
  /** Days, entities and breakdowns, to be sorted by. */
  ranked(): Ranked[]
  currencies: (string | null)[]
  /** The numbers of one slot, as PostgreSQL reads them. */
  floats(slot: number, rows: Uint32Array): Buffer
  numberAt(slot: number, row: number): number | null
}
