import type { Stream } from '#kit'
import type { Period } from '#shared/periods'
import type {
  EntityRecord,
  EntityReference,
  EventRecord,
  FactRecord,
  RejectedRecord,
  Slot,
} from '#shared/records'
import type { StreamGrain } from '#shared/stream_grain'

/** The vendor account that records belong to, as expressions see it. */
export interface MappingAccount {
  id: string
  name: string
  currency: string | null
  timeZone: string | null
  attributes: Record<string, unknown>
}

/** What surrounds the records of one page. */
export interface MappingScope {
  /** Null for streams that are not read per account. */
  account: MappingAccount | null
  settings: Record<string, unknown>
  /** `YYYY-MM-DD`; records dated after the end of the next year are rejected. */
  today: string
}

export interface MappedRecord {
  /** Where the record belongs: the stream itself, or the one it updates. */
  stream: string
  key: string
  entities: EntityRecord[]
  facts: FactRecord[]
  events: EventRecord[]
  /** What the vendor deleted. */
  removed?: EntityReference[]
}

export interface MappedBatch {
  entities: EntityRecord[]
  facts: FactRecord[]
  events: EventRecord[]
  removed?: EntityReference[]
}

export interface MappedPage {
  /** By stream name; a stream that reports updates fills batches of the streams it updates. */
  batches: Map<string, MappedBatch>
  rejected: RejectedRecord[]
  /** Well-formed records that belong nowhere, such as updates of entities that are not read. */
  skipped: number
}

/** A stream whose expressions are compiled. */
export interface CompiledStream {
  name: string
  definition: Stream
  /** Numbers of its facts, in the order of `facts.metrics`; empty where it has no facts. */
  slots: Slot[]
  mode: 'event' | 'daily' | 'snapshot'
  /** What a row stands for. */
  period: Period
  /** Value of the `channel` dimension of its facts. */
  channel: string | null
  /** Each reading brings everything that the source has: what it does not bring is gone there. */
  isWhole?: boolean
  grain: StreamGrain
  /** One record per element of the lists that the stream expands; the mapping of whole pages does so itself. */
  expand(records: unknown[]): unknown[]
  /** Starts a page whose records are mapped one by one; it remembers what they have in common. */
  openPage(scope: MappingScope): MapNext
  /** Maps one record; null where it is skipped on purpose. `position` counts from 1. */
  mapRecord(record: unknown, scope: MappingScope, position?: number): Mapped
  /** Maps a page; each entity is listed once, and of a repeated key the last record counts. */
  mapPage(records: unknown[], scope: MappingScope): MappedPage
  /** The same, letting other work go on meanwhile: large pages take tens of milliseconds. */
  mapPageInTurns(records: unknown[], scope: MappingScope): Promise<MappedPage>
}

export type Mapped = MappedRecord | RejectedRecord | null

/** `position` counts from 1. What records of a page have in common is one object: nobody may change it. */
export type MapNext = (record: unknown, position?: number) => Mapped

export function isRejected(mapped: Mapped): mapped is RejectedRecord {
  return mapped !== null && 'reason' in mapped
}
