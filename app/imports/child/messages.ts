import type { RejectedRecord } from '#shared/records'
import type { MapPlan } from '../mapping/map_plan.js'
import type { FileFormat, IgnoredField } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'

export type ReaderRequest =
  | { do: 'inspect'; path: string; fileName: string; chosen: Partial<FileFormat> }
  | { do: 'read'; path: string; format: FileFormat; plan: MapPlan; afterPosition: number }

/** Mapped rows by column: what repeats is sent once, and numbers as they lie in memory. */
export interface ChunkMessage {
  kind: 'chunk'
  /** Rows read for this chunk, good and bad. */
  read: number
  /** Position of the last of them: where a restarted import goes on. */
  lastPosition: number
  bytesRead: number
  /** Key of each row, where rows have keys. */
  keys: string[]
  /** Distinct values of the chunk; the columns say which of them each row has. */
  days: string[]
  currencies: (string | null)[]
  combinations: Record<string, string>[]
  rejected: RejectedRecord[]
  /** What was left out since the beginning of the file. */
  ignored: IgnoredField[]
}

/** The columns that follow a chunk, in this order, then one of numbers for each slot. */
export const PLACE_COLUMNS = ['positions', 'days', 'currencies', 'combinations'] as const
export type PlaceColumn = (typeof PLACE_COLUMNS)[number]

/** A chunk with its columns, one entry for each row that can be read. */
export interface Chunk extends ChunkMessage {
  places: Record<PlaceColumn, Uint32Array>
  /** By slot; NaN is "not given". */
  numbers: Float64Array[]
}

export type ReaderMessage =
  | { kind: 'inspection'; inspection: Inspection }
  | ChunkMessage
  | { kind: 'done' }
  | { kind: 'fault'; code: string; message: string }
  | { kind: 'crash'; message: string }
