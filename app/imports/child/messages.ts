import type { RejectedRecord } from '#shared/records'
import type { MapPlan } from '../mapping/map_plan.js'
import type { FileFormat } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'

export type ReaderRequest =
  | { do: 'inspect'; path: string; fileName: string; chosen: Partial<FileFormat> }
  | { do: 'read'; path: string; format: FileFormat; plan: MapPlan; afterPosition: number }

/** Mapped rows by column, so that what repeats is sent once. */
export interface ChunkMessage {
  kind: 'chunk'
  /** Rows read for this chunk, good and bad. */
  read: number
  /** Position of the last of them: where a restarted import goes on. */
  lastPosition: number
  bytesRead: number
  keys: string[]
  days: string[]
  currencies: (string | null)[]
  /** Distinct dimension values of the chunk, and which of them each row has. */
  combinations: Record<string, string>[]
  combination: number[]
  numbers: (number | null)[][]
  rejected: RejectedRecord[]
}

export type ReaderMessage =
  | { kind: 'inspection'; inspection: Inspection }
  | ChunkMessage
  | { kind: 'done' }
  | { kind: 'fault'; code: string; message: string }
  | { kind: 'crash'; message: string }
