import { Refusal } from '#foundation'
import type { Mapping } from './mapping.js'

/** A mapping is about the columns of this file: each that it names is there, and named once. It is remembered, so it has to fit. */
export function assertFitsFile({ columns }: Pick<Mapping, 'columns'>, found: { index: number }[]) {
  const known = new Set(found.map(({ index }) => index))
  const named = columns.map(({ index }) => index)
  const isWrong = named.some((index) => !known.has(index)) || new Set(named).size < named.length
  if (isWrong) {
    throw new Refusal({
      code: 'E_MAPPING_FOREIGN',
      status: 422,
      message: `This mapping names columns that the file does not have, or one of them twice, so nothing was imported. The file has ${found.length} columns; reload the page and map them again.`,
    })
  }
}
