/** A dotted path in an answer; null where there is nothing. */
export function readPath(value: any, path: string): unknown {
  return path
    .split('.')
    .reduce<any>(
      (at, key) => (typeof at === 'object' && at !== null ? (at[key] ?? null) : null),
      value
    )
}

/** Removes dotted paths from a record, in place. */
export function dropPaths(record: unknown, paths: string[]) {
  for (const path of paths) {
    const keys = path.split('.')
    const last = keys.pop()!
    const holder = keys.length > 0 ? readPath(record, keys.join('.')) : record
    if (typeof holder === 'object' && holder !== null) {
      delete (holder as Record<string, unknown>)[last]
    }
  }
}
