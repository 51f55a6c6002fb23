/**
 * What a connector or a file brings, after mapping and before it is written: things, numbers, events.
 * Produced by the plugin host and by imports, consumed by the warehouse.
 */

/** A thing by its vendor identity. Unique per connection. */
export interface EntityReference {
  kind: string
  externalId: string
}

/** The latest state of a thing. */
export interface EntityRecord extends EntityReference {
  name: string
  /** Nearest first: an ad group names its campaign, then its account. */
  ancestors: (EntityReference & { name: string })[]
  attributes: Record<string, unknown>
}

/** One vendor record with all its numbers. */
export interface FactRecord {
  /** `YYYY-MM-DD` in the account's own zone. */
  day: string
  /** ISO 4217, or null where nothing in the record is money. */
  currency: string | null
  entity: EntityReference
  /** Dimension id → value; absent dimensions are left out. */
  dimensions: Record<string, string>
  /**
   * By slot of the stream. Money is an integer in micros of the currency's major unit, so that sums are
   * exact and independent of order; counts and seconds are plain numbers; null is "not given".
   */
  numbers: (number | null)[]
}

/** Something that happened at a moment. */
export interface EventRecord {
  /** Vendor identity; the same id twice is the same event. */
  externalId: string
  name: string
  /** ISO 8601 instant with offset. */
  occurredAt: string
  actor: string | null
  entity: EntityReference | null
  properties: Record<string, unknown>
  revenueMicros: number | null
  currency: string | null
}

/** A record that could not be mapped, with the reason a person reads. */
export interface RejectedRecord {
  /** Place in its page or line in its file, from 1. */
  position: number
  /** `E_…` code. */
  code: string
  field: string | null
  reason: string
  raw: unknown
}

export type SlotUnit = 'count' | 'currency' | 'percent' | 'seconds' | 'bytes' | 'score' | 'number'
export type SlotAggregation = 'sum' | 'last' | 'none' | 'max' | 'min'

/** One number of a stream: which metric it feeds, in the order of `FactRecord.numbers`. */
export interface Slot {
  metric: string
  unit: SlotUnit
  aggregation: SlotAggregation
  /**
   * The same number also comes, complete, from a coarser stream of the connection; this one answers only
   * where a question needs its detail.
   */
  detail?: boolean
}
