import type { Slot } from '#shared/records'

/** How a time is written in a record; `arrival`: records carry none, and count on the day they arrive. */
export type TimeNotation = 'date' | 'unix' | 'millis' | 'arrival'

/** What a person chose for the fields of records. Paths are dotted and lead into the record. */
export interface FieldMapping {
  /** One field, or several that identify a record together. */
  id: string | string[]
  name: string | null
  date: { path: string | null; notation: TimeNotation }
  /** What tells a newer state of a record from an older one. */
  version: string | null
  /** A field with the code, or the code itself. */
  currency: { path: string } | { code: string } | null
  metrics: { path: string; metric: string; unit: Slot['unit']; aggregation: Slot['aggregation'] }[]
  dimensions: { path: string; dimension: string }[]
}
