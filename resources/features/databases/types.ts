/** What the server says of a database that is read, as it arrives in the browser. */
import type TableTransformer from '#databases/transformers/table_transformer'

export type { TableForm } from '#databases/looking/table_form'
export type { Relation } from '#databases/stored_stream'
export type ReadTable = ReturnType<TableTransformer['toObject']>

/** How a table is read again, in words. */
export const reading = ({ cursor }: ReadTable) => {
  if (!cursor) {
    return 'Read as a whole each time'
  }
  return cursor.kind === 'changed'
    ? `New and changed rows by ${cursor.column}`
    : `New rows by ${cursor.column}`
}

/** The kinds of columns, as people know them. */
export const KINDS: Record<string, string> = {
  whole: 'whole number',
  decimal: 'decimal number',
  float: 'number',
  text: 'text',
  flag: 'yes or no',
  day: 'date',
  local: 'time without zone',
  instant: 'time',
  other: 'other',
}
