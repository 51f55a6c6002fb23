import type { Slot } from '#shared/records'
import type { DeliveredStream } from '#kit'

/**
 * What a column holds: `local` is a time without a zone, `instant` one with a zone. Of `other` kinds the text that the server
 * writes is taken, and of `bytes` their hexadecimal digits.
 */
export type ColumnKind =
  'whole' | 'decimal' | 'float' | 'text' | 'flag' | 'day' | 'local' | 'instant' | 'bytes' | 'other'

export interface DatabaseColumn {
  name: string
  kind: ColumnKind
}

/** A type, so that it can be sent as a form. */
export type TableName = { schema: string; name: string }

/** A table or view of the catalogue, or one SELECT of the person's. */
export type Relation = { table: TableName } | { query: string }

/**
 * `changed`: a time that grows whenever a row is written. `rising`: a number that grows from row to row, whose rows never change
 * afterwards.
 */
export interface ReadingCursor {
  column: string
  kind: 'changed' | 'rising'
}

/** What a person chose to read from a database, as it is stored. */
export interface DatabaseStream {
  name: string
  title: string
  from: Relation
  /** Those that are read; others never leave the server. */
  columns: DatabaseColumn[]
  key: string[]
  /** Null: the whole of it is read each time. */
  cursor: ReadingCursor | null
  /** The column of the day that a row counts on. */
  date: string
  currency: { path: string } | { code: string } | null
  /** Metric → its column. */
  metrics: Record<string, string>
  slots: Slot[]
  mapping: DeliveredStream
}
