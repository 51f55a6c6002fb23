import { column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { Mapping } from '../mapping/mapping.js'
import type { FileFormat, IgnoredField } from '../reading/format.js'
import type { Inspection } from '../reading/inspect_file.js'

export type ImportState =
  'uploaded' | 'inspected' | 'queued' | 'running' | 'finished' | 'failed' | 'undoing' | 'undone'

/** What an import brought, counted in rows of the file. */
export interface ImportOutcome {
  read: number
  written: number
  rejected: number
  seconds: number
  /** First and last day that landed; absent where no row did. */
  days?: { from: string; to: string }
  /** Fields of the file that were left out. */
  ignored?: IgnoredField[]
}

const json = { prepare: (value: unknown) => JSON.stringify(value ?? {}) }

/** One file on its way into a source. */
export default class Import extends TenantModel {
  static table = 'imports'

  @column()
  declare connectionId: string | null

  @column()
  declare runId: string | null

  @column()
  declare fileName: string

  @column()
  declare storedPath: string

  @column({ consume: Number })
  declare byteSize: number

  /** SHA-256 of the file: the same file twice is asked about. */
  @column()
  declare checksum: string

  /** Slug of the source, the first part of its metrics' ids. */
  @column()
  declare source: string | null

  @column()
  declare sourceName: string | null

  /** Last row that landed; a restarted import goes on behind it. */
  @column({ consume: Number })
  declare lastPosition: number

  @column()
  declare state: ImportState

  @column(json)
  declare format: FileFormat

  @column(json)
  declare mapping: Mapping

  @column(json)
  declare inspection: Inspection

  @column(json)
  declare outcome: Partial<ImportOutcome>

  @column()
  declare errorCode: string | null

  @column()
  declare errorMessage: string | null

  @column()
  declare createdBy: string | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
