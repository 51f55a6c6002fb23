import type { Period } from '#shared/periods'
import type { DateTime } from 'luxon'
import type { EntityRecord, EntityReference, EventRecord, FactRecord, Slot } from '#shared/records'

/**
 * How the records of a stream become rows. `daily`: one row per entity, breakdown and day. `event`: one
 * row per entity, which moves when its day or breakdown changes. `snapshot`: a running total, kept with
 * its change since the day before.
 */
export type StreamMode = 'event' | 'daily' | 'snapshot'

export interface StreamDeclaration {
  connectionId: string
  name: string
  mode: StreamMode
  /** Marketing channel that every record of the stream belongs to, where there is one. */
  channel: string | null
  /** Numbers of a record, as declared. */
  slots: Slot[]
  /** Dimension id → what a person reads. */
  dimensions: Record<string, string>
  /** What a row stands for; it is stored on the first day of it. A day where not said. */
  period?: Exclude<Period, 'hour'>
}

/** What is needed to write into a stream. */
export interface StreamHandle {
  /** Decimal text of a 64-bit integer. */
  id: string
  connectionId: string
  name: string
  mode: StreamMode
  /**
   * As stored: the place in this list is the place of the number in `FactRecord.numbers` and in `facts`.
   * Streams grow, so a page's numbers follow this list, not the declaration. The change that follows
   * each value of a snapshot is computed here; what a record brings in its place is ignored.
   */
  slots: Slot[]
}

/** A stream as the metric catalogue sees it. */
export interface StreamSummary extends StreamHandle {
  channel: string | null
  dimensions: Record<string, string>
}

/** A column whose values repeat: each once, and which of them each row has. */
export interface Repeated<Value> {
  values: Value[]
  places: Uint32Array
}

/** Facts by column, for sources of very many rows. Every column has one entry per row. */
export interface FactColumns {
  days: Repeated<string>
  currencies: Repeated<string | null>
  dimensions: Repeated<Record<string, string>>
  /**
   * What the rows are. Rows that only have a place in their file get ids that follow each other: the
   * places ascend, and nothing has to be hashed or sorted for them.
   */
  entities:
    { series: EntityReference; places: Uint32Array } | { kind: string; externalIds: string[] }
  /** By slot of the stream; NaN is "not given". */
  numbers: Float64Array[]
}

/** What one page brought, already mapped and validated. */
export interface PageOfRecords {
  stream: StreamHandle
  entities: EntityRecord[]
  facts: FactRecord[] | FactColumns
  events: EventRecord[]
  /** What the vendor deleted, of a stream of events. */
  removed?: EntityReference[]
}

/** On whose behalf and when a page is written. */
export interface Writing {
  runId: string
  now: DateTime
  /**
   * The page is one of many in a long transaction, whose caller says at its end that the organization has new
   * numbers: saying so makes every other writer of the organization wait until the transaction ends.
   */
  isAnnouncedLater?: boolean
  /**
   * A row that is there already with the same numbers is this run's from now on, too: undoing the run that
   * brought it leaves it. Costs as much as a restated row, so syncs, which nobody undoes, do without.
   */
  isConfirming?: boolean
}

export interface PageOutcome {
  /** Rows that did not exist before, events included. */
  written: number
  /** Rows whose numbers, currency or place changed; their previous state is kept as a revision. */
  restated: number
  unchanged: number
  /** Facts that a later fact of the same page replaced. */
  duplicates: number
}
