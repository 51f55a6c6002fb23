import { momentReader } from '../page/record_moment.js'
import type { RawPage } from '../page/read_slice.js'
import { isRejected, type CompiledStream, type MappingScope } from './types.js'

interface Change {
  record: unknown
  at: number
}

export interface CollectedChanges {
  /** Changes that came, also those that a newer one replaced. */
  read: number
  records: unknown[]
  raw: string
}

/**
 * Gathers the changes of a slice and keeps the newest of each record. Vendors list changes newest
 * first, oldest first or in no order at all, and an older one must never overwrite a newer one.
 */
export async function collectUpdates(
  stream: CompiledStream,
  pages: AsyncIterable<RawPage>,
  scope: MappingScope
): Promise<CollectedChanges> {
  const newest = new Map<string, Change>()
  const momentOf = momentReader(stream.definition)
  const raw: string[] = []
  let read = 0
  for await (const page of pages) {
    raw.push(page.raw)
    for (const record of page.records) {
      read += 1
      const key = keyOf(stream, record, scope) ?? `unmapped ${read}`
      keepNewest(newest, key, { record, at: momentOf(record) || 0 })
    }
  }
  return { read, records: [...newest.values()].map(({ record }) => record), raw: raw.join('\n') }
}

/** Of two changes at one moment the one that comes later counts: lists that run backwards were turned around. */
function keepNewest(newest: Map<string, Change>, key: string, change: Change) {
  const known = newest.get(key)
  if (!known || change.at >= known.at) {
    newest.set(key, change)
  }
}

function keyOf(stream: CompiledStream, record: unknown, scope: MappingScope): string | null {
  const mapped = stream.mapRecord(record, scope)
  return mapped && !isRejected(mapped) ? `${mapped.stream}\u0000${mapped.key}` : null
}
