import type { Fields } from './clues.js'

/** A list of an answer, and where it is; `$` is the whole of it. */
export interface FoundList {
  path: string
  records: Fields[]
  /** Elements in all, records or not. */
  length: number
}

const DEEPEST = 6
const MOST_LISTS = 20

/** Every list of an answer that is not inside of another one, the longest of records first. */
export function listsIn(body: unknown): FoundList[] {
  return found(body, '', 0)
    .sort((one, other) => other.records.length - one.records.length || other.length - one.length)
    .slice(0, MOST_LISTS)
}

function found(value: unknown, path: string, depth: number): FoundList[] {
  if (Array.isArray(value)) {
    return [{ path: path || '$', records: value.filter(isRecord), length: value.length }]
  }
  if (!isRecord(value) || depth >= DEEPEST) {
    return []
  }
  // A name with a dot in it cannot be reached by a path.
  return Object.entries(value)
    .filter(([name]) => name !== '' && !name.includes('.') && !(name in Object.prototype))
    .flatMap(([name, each]) => found(each, path ? `${path}.${name}` : name, depth + 1))
}

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const PLAIN = /^[A-Za-z_$][\w.]*$/

/** The longest list of records, by a path that a manifest can hold as it is. */
export const longestList = (body: unknown): FoundList | undefined =>
  listsIn(body).find(({ path, records }) => PLAIN.test(path) && records.length > 0)
