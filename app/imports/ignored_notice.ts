import type { IgnoredField } from './reading/format.js'

/** What a person is told about a field that no column was made for. */
export function ignoredNotice({ name, count, firstPosition }: IgnoredField): string {
  const values = count === 1 ? 'One value' : `${count} values`
  return `Ignored column: ${name}. ${values}, first in row ${firstPosition}: columns come from the first 1,000 records. To import it, put a record that has it first.`
}
