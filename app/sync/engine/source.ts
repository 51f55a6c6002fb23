import type { Stream } from '#kit'
import type { EntityRecord, EventRecord, FactRecord, RejectedRecord, Slot } from '#shared/records'
import type { DayWindow } from '../run_records.js'

/** What the engine needs of a vendor; `openVendorSession` of connections answers one. */
export interface SourceSession {
  connector: { channel: string | null; streams: SourceStream[] }
  accounts: SourceAccount[]
  pages(
    stream: string,
    request: { account?: SourceAccount; window?: DayWindow; resume?: unknown }
  ): AsyncGenerator<SourcePage>
  totals(
    stream: string,
    request: { account?: SourceAccount; window: DayWindow }
  ): Promise<SourceTotal[]>
}

export interface SourceAccount {
  externalId: string
  name: string
  currency: string | null
  timeZone: string | null
}

export interface SourcePage {
  records: unknown[]
  /** As the vendor sent it. */
  raw: string
  /** How to ask for the page after this one; null at the last. */
  resume: unknown
}

export interface SourceTotal {
  metric: string
  /** In the unit of the stored number: money in micros. */
  value: number
}

export interface MappedRecord {
  key: string
  entities: EntityRecord[]
  fact?: FactRecord | null
  events: EventRecord[]
}

export interface SourceStream {
  name: string
  definition: Stream
  slots: Slot[]
  mapRecord(record: unknown, scope: object): MappedRecord | RejectedRecord
}
