import { CSV_START, csvLine } from '#shared/csv'
import type { RejectedRow } from './rejected_rows_of.js'

/** Rejected rows as a file, with the reason beside each. */
export function rejectedAsCsv(rows: RejectedRow[], columns: string[]): string {
  const head = ['Row', 'Column', 'Reason', ...columns]
  const lines = rows.map(({ position, field, reason, raw }) => [
    position,
    field ?? '',
    reason,
    ...columns.map((name) => raw[name] ?? ''),
  ])
  return CSV_START + [head, ...lines].map(csvLine).join('')
}
