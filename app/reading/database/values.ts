import { DateTime } from 'luxon'
import type { Row } from './driver.js'
import type { ColumnKind, DatabaseColumn } from './streams.js'

type ReadValue = (text: string, zone: string) => unknown

/**
 * Times become instants as ISO 8601 writes them. What is no time stays as it is, and its row is rejected with it. Exact numbers
 * stay texts; only what the server itself keeps as a binary fraction becomes one here.
 */
const READ: Partial<Record<ColumnKind, ReadValue>> = {
  local: (text, zone) => instant(text, zone) ?? text,
  instant: (text) => instant(text, 'utc') ?? text,
  float: Number,
}

function instant(text: string, zone: string): string | null {
  const at = DateTime.fromSQL(text, { zone, setZone: false })
  return at.isValid ? at.toUTC().toISO() : null
}

/** Rows as mappings see them. */
export function recordsOf(
  rows: Row[],
  columns: DatabaseColumn[],
  zone: string
): Record<string, unknown>[] {
  const read = columns.map(({ name, kind }) => [name, READ[kind]] as const)
  return rows.map((row) =>
    Object.fromEntries(
      read.map(([name, value]) => {
        const text = row[name] ?? null
        return [name, text !== null && value ? value(text, zone) : text]
      })
    )
  )
}

/** A moment as a column of this kind writes it, to compare with. */
export function writtenAs(kind: ColumnKind, at: DateTime, zone: string): string {
  switch (kind) {
    case 'day':
      return at.toISODate()!
    case 'local':
      return at.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss.SSS')
    default:
      return at.toUTC().toFormat("yyyy-MM-dd HH:mm:ss.SSS'+00'")
  }
}
