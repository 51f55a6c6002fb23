import { mapPage, type MappedRecords } from './map_page.js'
import type { SourcePage, SourceScope, SourceStream } from './source.js'

interface Change {
  record: unknown
  at: number
}

/**
 * Gathers the changes of a slice and keeps the newest of each record. Vendors list changes newest
 * first, oldest first or in no order at all, and an older one must never overwrite a newer one.
 */
export async function collectUpdates(
  stream: SourceStream,
  pages: AsyncIterable<SourcePage>,
  scope: SourceScope
): Promise<MappedRecords> {
  const newest = new Map<string, Change>()
  const raw: string[] = []
  let read = 0
  for await (const page of pages) {
    raw.push(page.raw)
    for (const record of page.records) {
      read += 1
      keepNewest(newest, keyOf(stream, record, scope) ?? `unmapped ${read}`, {
        record,
        at: momentOf(stream, record),
      })
    }
  }
  const records = [...newest.values()].map(({ record }) => record)
  return { ...(await mapPage(stream, { records, raw: raw.join('\n') }, scope)), read }
}

/** Of two changes at one moment the one that comes later counts: lists that run backwards were turned around. */
function keepNewest(newest: Map<string, Change>, key: string, change: Change) {
  const known = newest.get(key)
  if (!known || change.at >= known.at) {
    newest.set(key, change)
  }
}

function keyOf(stream: SourceStream, record: unknown, scope: SourceScope): string | null {
  const mapped = stream.mapRecord(record, scope)
  return mapped && 'key' in mapped ? `${mapped.stream}\u0000${mapped.key}` : null
}

/** The moment of the change: unix seconds or an ISO text, where the cursor of the stream points. */
function momentOf({ definition }: SourceStream, record: unknown): number {
  const value = definition.cursor && valueAt(record, definition.cursor.field)
  const moment =
    typeof value === 'string' && Number.isNaN(Number(value)) ? Date.parse(value) : value
  return Number(moment) || 0
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null)?.[key], value)
}
