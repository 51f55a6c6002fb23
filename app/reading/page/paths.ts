/** A dotted path in an answer; null where there is nothing. */
export function readPath(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isRecord(at) ? (at[key] ?? null) : null), value)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Removes dotted paths from a record, in place. */
export function dropPaths(record: unknown, paths: string[]) {
  for (const path of paths) {
    const keys = path.split('.')
    const last = keys.pop()!
    const holder = keys.length > 0 ? readPath(record, keys.join('.')) : record
    if (isRecord(holder)) {
      delete holder[last]
    }
  }
}
