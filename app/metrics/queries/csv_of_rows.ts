import { CSV_START, csvLine } from '#shared/csv'
import type { SourceRow, SourceRows } from '../row_types.js'

/** Source rows as CSV, line by line: what a row is about, its dimensions, and its numbers as they were reported. */
export function* csvOfRows({ rows, metrics }: SourceRows) {
  const above = namesIn(rows, (row) => row.above)
  const dimensions = namesIn(rows, (row) => row.dimensions)
  yield CSV_START
  yield csvLine([
    'Day',
    'Source',
    'Report',
    ...above,
    'Entity',
    'Entity ID',
    ...dimensions,
    'Currency',
    ...metrics.map(({ label }) => label),
    'Synced at',
  ])
  for (const row of rows) {
    yield csvLine([
      row.day,
      row.source,
      row.report,
      ...above.map((kind) => row.above[kind] ?? null),
      row.entity?.name ?? null,
      row.entity?.id ?? null,
      ...dimensions.map((id) => row.dimensions[id] ?? null),
      row.currency,
      ...metrics.map(({ id }) => row.values[id] ?? null),
      row.syncedAt,
    ])
  }
}

function namesIn(rows: SourceRow[], read: (row: SourceRow) => Record<string, string>): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(read(row))))].sort()
}
