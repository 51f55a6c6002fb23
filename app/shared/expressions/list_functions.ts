import { readPath } from './paths.js'
import { MappingFault, quote, toNumber, toText, type ExpressionFunction } from './plain_values.js'

/** A missing list is an empty one; what is no list is a fault. */
function toList(value: unknown): unknown[] {
  if (value === null || value === undefined) {
    return []
  }
  if (!Array.isArray(value)) {
    throw new MappingFault(`${quote(value)} is not a list`)
  }
  return value
}

/** The first element that has this value at this path. Vendors send ids as numbers here and as text there. */
function find(list: unknown, path: unknown, wanted: unknown): unknown {
  const [key, value] = [String(path), toText(wanted)]
  return toList(list).find((element) => toText(readPath(element, key)) === value) ?? null
}

function sum(list: unknown, path: unknown = '$'): number | null {
  const numbers = toList(list).map((element) => toNumber(readPath(element, String(path))))
  const given = numbers.filter((number) => number !== null)
  return given.length > 0 ? given.reduce((total, number) => total + number, 0) : null
}

/** A name or a value as tables wrap it: `{name: 'date'}`, `{value: '7'}`. */
function unwrapped(cell: unknown, key: string): unknown {
  const inner = readPath(cell, key)
  return typeof cell === 'object' && cell !== null && inner !== null ? inner : cell
}

/** Column names and the cells of one row, as a record. */
function zip(names: unknown, cells: unknown): Record<string, unknown> {
  const row = toList(cells)
  return Object.fromEntries(
    toList(names).map((name, index) => [
      String(unwrapped(name, 'name')),
      unwrapped(row[index] ?? null, 'value'),
    ])
  )
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Functions over lists and maps. */
export const LIST_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  /** The list itself, or an empty one where it is missing. */
  list: { signature: 'list(dyn): dyn', call: toList },
  /** The first element whose field has the value: `find(record.actions, "type", "purchase")`; null where none has. */
  find: { signature: 'find(dyn, dyn, dyn): dyn', call: find },
  /** `pick(record.actions, "action_type", "purchase")`: the `value` of what `find` finds, or another field of it. */
  pick: {
    signature: ['pick(dyn, dyn, dyn): dyn', 'pick(dyn, dyn, dyn, dyn): dyn'],
    call: (...[list, path, wanted, field = 'value']) =>
      readPath(find(list, path, wanted), String(field)),
  },
  /** The sum of a list of numbers, or of a field of its elements; null where there is none. */
  sum: { signature: ['sum(dyn): dyn', 'sum(dyn, dyn): dyn'], call: sum },
  /** The first element of a list, or the second value where the list is empty. */
  first: {
    signature: ['first(dyn): dyn', 'first(dyn, dyn): dyn'],
    call: (list, otherwise = null) => toList(list)[0] ?? otherwise,
  },
  /** The last element of a list. */
  last: { signature: 'last(dyn): dyn', call: (list) => toList(list).at(-1) ?? null },
  /** Names and values as one map: `zip(response.body.headers, row)`. */
  zip: { signature: 'zip(dyn, dyn): dyn', call: zip },
  /** Both maps in one; the second counts. */
  merge: {
    signature: 'merge(dyn, dyn): dyn',
    call: (one, other) => ({ ...objectOf(one), ...objectOf(other) }),
  },
  /** The values of a map. */
  values: { signature: 'values(dyn): dyn', call: (map) => Object.values(objectOf(map)) },
  /** A map as a list of `{key, value}`. */
  entries: {
    signature: 'entries(dyn): dyn',
    call: (map) => Object.entries(objectOf(map)).map(([key, value]) => ({ key, value })),
  },
  /** The elements of a list as one text, with a separator between them. */
  join: {
    signature: 'join(dyn, dyn): dyn',
    call: (list, separator) => toList(list).map(toText).join(String(separator)),
  },
}
