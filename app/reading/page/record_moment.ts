import { compilePath } from '#shared/expressions/paths'
import type { CompiledStream } from '../map/types.js'

/** No vendor's seconds reach this, and milliseconds have been beyond it since 1973. */
const FIRST_MILLISECONDS = 1e11

type Definition = CompiledStream['definition']

/** Reads a time at a path as vendors write it, ISO 8601, seconds or milliseconds, as seconds since 1970. NaN where there is none. */
export function secondsAt(path: string): (record: unknown) => number {
  const get = compilePath(path)
  return (record) => {
    const value = get(record) ?? ''
    const number = value === '' ? Number.NaN : Number(value)
    if (Number.isNaN(number)) {
      return Date.parse(String(value)) / 1_000
    }
    return number >= FIRST_MILLISECONDS ? number / 1_000 : number
  }
}

/** Reads the moment of a record, where the cursor of its stream points. */
export const momentReader = ({ cursor }: Definition): ((record: unknown) => number) =>
  cursor ? secondsAt(cursor.field) : () => Number.NaN

/** Whether a list that is newest first has left the window with these records. */
export function isBehindWindow(
  definition: Definition,
  fromUnix: number
): (records: unknown[]) => boolean {
  const momentOf = momentReader(definition)
  return (records) => records.length > 0 && records.every((record) => momentOf(record) < fromUnix)
}
