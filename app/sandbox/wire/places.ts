type Tree = Record<string, unknown>

/** The value at the dotted path; `$` is the whole. A `*` takes every element of a list. */
export function valueAt(value: unknown, path: string): unknown {
  return path === '$' || path === '' ? value : walk(value, path.split('.'))
}

function walk(value: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined || value === null || value === undefined) {
    return value
  }
  if (name === '*') {
    return Array.isArray(value) ? value.flatMap((each) => walk(each, rest)) : undefined
  }
  return walk((value as Tree)[name], rest)
}

/** A copy with another value at the dotted path; missing objects on the way are made. */
export function withValueAt(whole: unknown, path: string, value: unknown): unknown {
  return path === '$' ? value : put(whole, path.split('.'), value)
}

function put(whole: unknown, [name, ...rest]: string[], value: unknown): unknown {
  const isList = Array.isArray(whole)
  const next = rest.length > 0 ? put((whole as Tree | undefined)?.[name], rest, value) : value
  if (isList) {
    return whole.map((each, index) => (String(index) === name ? next : each))
  }
  const copy = { ...(whole as Tree | undefined) }
  if (next === undefined) {
    delete copy[name]
    return copy
  }
  return { ...copy, [name]: next }
}
