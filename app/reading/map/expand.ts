import type { Expansion } from '#kit'
import { compilePath } from '#shared/expressions/paths'

/** Makes a record of each element of a list inside a record, which carries the element under its name. */
export function compileExpansion(
  expansion: Expansion | Expansion[] | undefined
): (records: unknown[]) => unknown[] {
  const steps = (expansion === undefined ? [] : [expansion].flat()).map(({ list, as }) => {
    const get = compilePath(list)
    return (record: unknown): unknown[] => {
      const elements = get(record)
      // What is no list is left as it is: the mapping says what is wrong with it.
      return Array.isArray(elements)
        ? elements.map((element) => ({ ...Object(record), [as]: element }))
        : elements === null
          ? []
          : [record]
    }
  })
  return (records) => steps.reduce((found, step) => found.flatMap(step), records)
}
