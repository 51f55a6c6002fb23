/** Reading fields of vendor records: a missing field, at any depth, is null and never an error. */
export type Getter = (root: unknown) => unknown

const FORBIDDEN = (key: string) => key in Object.prototype

/** The function that reads `a.b.0.c`. `$` and the empty path are the value itself. */
export function compilePath(path: string): Getter {
  if (path === '' || path === '$') {
    return (root) => root
  }
  return compileKeys(path.split('.'))
}

export function compileKeys(keys: string[]): Getter {
  if (keys.some(FORBIDDEN)) {
    throw new SyntaxError(`'${keys.join('.')}' is not a field`)
  }
  const [first, second, third] = keys
  if (keys.length === 1) {
    return (root) => read(root, first)
  }
  if (keys.length === 2) {
    return (root) => read(read(root, first), second)
  }
  if (keys.length === 3) {
    return (root) => read(read(read(root, first), second), third)
  }
  return (root) => keys.reduce<unknown>(read, root)
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? ((value as Record<string, unknown>)[key] ?? null)
    : null
}

const cache = new Map<string, Getter>()

/** The same for paths that arrive at run time, from inside CEL. */
export function readPath(root: unknown, path: string): unknown {
  let getter = cache.get(path)
  if (!getter) {
    getter = compilePath(path)
    cache.set(path, getter)
  }
  return getter(root)
}

/** The same, telling a field that is empty (null) from one that is not there (undefined). */
export const sentField = (root: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      root
    )
