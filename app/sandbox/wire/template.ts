import { compileHole, compileText } from './holes.js'
import { ABSENT, within, type Reader, type Scope } from './scope.js'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/**
 * A page with holes, compiled once. `$of` repeats an element of a list (or the fields of an object) for each element of a list in the
 * scope; `$if` leaves an element, an object or a row out, or puts `$else` in its place; `$comment` is never sent.
 */
export function compileTemplate(value: unknown): Reader {
  if (typeof value === 'string') {
    return compileText(value)
  }
  if (Array.isArray(value)) {
    return compileList(value)
  }
  return value !== null && typeof value === 'object'
    ? compileObject(value as Record<string, Json>)
    : () => value
}

function compileList(elements: unknown[]): Reader {
  const readers = elements.map((element) => ({
    many: isRepeated(element),
    read: compileTemplate(element),
  }))
  return (scope) =>
    readers
      .flatMap(({ many, read }) => (many ? (read(scope) as unknown[]) : [read(scope)]))
      .filter((value) => value !== ABSENT)
}

const isRepeated = (element: unknown): boolean =>
  element !== null && typeof element === 'object' && !Array.isArray(element) && isForEach(element)

/** An object with `$of` is a list where it stands in one, and one object where its keys have holes. */
const isForEach = (element: object) =>
  '$of' in element && !Object.keys(element).some((key) => key.includes('{{'))

function compileObject({ $of, $if, $else, ...fields }: Record<string, Json>): Reader {
  const read = '$value' in fields ? compileTemplate(fields.$value) : compileFields(fields)
  const wanted = typeof $if === 'string' ? compileHole($if) : undefined
  const otherwise = $else === undefined ? () => ABSENT : compileTemplate($else)
  const chosen: Reader = (scope) => (wanted && !wanted(scope) ? otherwise(scope) : read(scope))
  if (typeof $of !== 'string') {
    return chosen
  }
  const list = compileHole($of)
  const isMerged = !isForEach({ $of, ...fields })
  return (scope) => {
    const values = elementsOf(list(scope)).map((element) => chosen(within(scope, element)))
    const present = values.filter((value) => value !== ABSENT)
    return isMerged ? Object.assign({}, ...present) : present
  }
}

/** Elements that are no objects are seen as `value`. */
function elementsOf(list: unknown): object[] {
  return ((list ?? []) as unknown[]).map((element) =>
    element !== null && typeof element === 'object' ? element : { value: element }
  )
}

function compileFields(fields: Record<string, Json>): Reader {
  const readers = Object.entries(fields)
    .filter(([name]) => name !== '$comment')
    .map(([name, value]) => [compileText(name), compileTemplate(value)] as const)
  return (scope: Scope) => {
    const object: Record<string, unknown> = {}
    for (const [name, read] of readers) {
      const value = read(scope)
      if (value !== ABSENT) {
        object[String(name(scope))] = value
      }
    }
    return object
  }
}

/** Where in the page a text is found: the dotted path of the first one that fits. */
export function findPath(value: unknown, fits: (text: string) => boolean): string | undefined {
  if (typeof value === 'string') {
    return fits(value) ? '' : undefined
  }
  if (value === null || typeof value !== 'object') {
    return undefined
  }
  for (const [name, each] of Object.entries(value)) {
    const rest = findPath(each, fits)
    if (rest !== undefined) {
      return rest === '' ? name : `${name}.${rest}`
    }
  }
  return undefined
}
