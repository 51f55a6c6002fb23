import type { RejectedRow } from './rejected_rows_of.js'

/**
 * Rejected rows as a file that a spreadsheet opens safely: what looks like a formula is marked as text
 * (OWASP, CSV injection). Plain numbers keep their minus.
 */
export function rejectedAsCsv(rows: RejectedRow[], columns: string[]): string {
  const head = ['Row', 'Column', 'Reason', ...columns]
  const lines = rows.map(({ position, field, reason, raw }) => [
    String(position),
    field ?? '',
    reason,
    ...columns.map((name) => raw[name] ?? ''),
  ])
  return [head, ...lines].map((cells) => cells.map(quote).join(',')).join('\r\n')
}

function quote(cell: string): string {
  const isFormula = /^[=+\-@\t\0]/.test(cell) && !/^[-+]?[\d.,]+$/.test(cell)
  return `"${(isFormula ? `'${cell}` : cell).replaceAll('"', '""').replaceAll('\0', '')}"`
}
