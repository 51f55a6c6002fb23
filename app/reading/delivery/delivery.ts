import type { MappedRecord } from '../map/types.js'
import type { RejectedRecord } from '#shared/records'

/** A webhook as it arrived. */
export interface Delivery {
  /** Names in lower case. */
  headers: Record<string, string>
  query: Record<string, unknown>
  /** As `content-type` says: JSON, the fields of a form, or the text. */
  body: unknown
  /** Byte for byte. */
  raw: Buffer
  /** The address that the vendor knows. */
  url: string
  /** Of who sent it. */
  ip: string
}

/** What a delivery is held against. */
export interface Proofs {
  settings: Record<string, unknown>
  /** Secrets of the connection, by field. */
  credentials: Record<string, string>
  client: Record<string, string>
  /** Deliveries of the sandbox come from this machine, whatever networks the vendor has. */
  isSandbox: boolean
  now: Date
}

export type Verdict =
  { isGenuine: true } | { isGenuine: false; code: string; message: string; isStale?: true }

/** Something that can be read now, by its id; the calls that read it see the fields. */
export interface Announcement {
  id: string
  fields: Record<string, unknown>
}

/** Where a delivery belongs. */
export interface Route {
  stream: string
  /** Null where the stream is read again from the vendor. */
  recordsOf: ((delivery: Delivery, settings: Record<string, unknown>) => unknown[] | null) | null
  /** What the delivery says can be read now; null where its route announces nothing. */
  announced: ((delivery: Delivery, settings: Record<string, unknown>) => Announcement | null) | null
  /** Tells a newer state of a record from an older one; null where the order of arrival does. */
  versionOf: (
    record: unknown,
    delivery: Delivery,
    settings: Record<string, unknown>
  ) => number | null
}

/** A record of a delivery that maps, with what tells its states apart. */
export interface DeliveredRecord {
  key: string
  version: number | null
  mapped: MappedRecord
}

export interface DeliveredRecords {
  records: DeliveredRecord[]
  rejected: RejectedRecord[]
}
