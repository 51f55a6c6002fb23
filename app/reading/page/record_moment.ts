import { compilePath } from '#shared/expressions/paths'
import type { CompiledStream } from '../map/types.js'

/** No vendor's seconds reach this, and milliseconds have been beyond it since 1973. */
const FIRST_MILLISECONDS = 1e11

type Definition = CompiledStream['definition']

/**
 * Reads the moment of a record, where the cursor of its stream points: seconds since 1970. Vendors write ISO 8601, seconds or
 * milliseconds, as numbers or texts. NaN where there is none.
 */
export function momentReader({ cursor }: Definition): (record: unknown) => number {
  const get = cursor && compilePath(cursor.field)
  return (record) => {
    const value = get?.(record) ?? Number.NaN
    const number = Number(value)
    if (Number.isNaN(number)) {
      return Date.parse(String(value)) / 1_000
    }
    return number >= FIRST_MILLISECONDS ? number / 1_000 : number
  }
}

/** Whether a list that is newest first has left the window with these records. */
export function isBehindWindow(
  definition: Definition,
  fromUnix: number
): (records: unknown[]) => boolean {
  const momentOf = momentReader(definition)
  return (records) => records.length > 0 && records.every((record) => momentOf(record) < fromUnix)
}
