import { ProgrammingError } from '#foundation'
import { mapPage, type MappedPage } from './map_page.js'
import type { SourcePage, SourceStream } from './source.js'
import { scopeOf, type Part, type SyncRun } from './sync_run.js'

export interface CollectedUpdates {
  /** The stream whose records changed. */
  into: SourceStream
  page: MappedPage
  raw: string
}

interface Change {
  record: unknown
  at: number
}

/**
 * Gathers the changes of a slice and keeps the newest of each record. Vendors list changes newest
 * first, oldest first or in no order at all, and an older one must never overwrite a newer one.
 */
export async function collectUpdates(
  run: SyncRun,
  part: Part,
  pages: AsyncIterable<SourcePage>
): Promise<CollectedUpdates> {
  const into = targetOf(run, part.stream)
  const newest = new Map<string, Change>()
  const raw: string[] = []
  let read = 0
  for await (const page of pages) {
    raw.push(page.raw)
    read += page.records.length
    changesOf(part, page).forEach((change, index) => {
      const key = keyOf(into, change, scopeOf(run, part.account)) ?? `rejected ${read} ${index}`
      if (change.at >= (newest.get(key)?.at ?? Number.NEGATIVE_INFINITY)) {
        newest.set(key, change)
      }
    })
  }
  const records = [...newest.values()].map(({ record }) => record)
  const page = mapPage(into, records, scopeOf(run, part.account))
  return { into, page: { ...page, read }, raw: raw.join('\n') }
}

function targetOf(run: SyncRun, { name, definition }: SourceStream): SourceStream {
  const target = run.session.connector.streams.find(
    (stream) => stream.name === definition.updates?.stream
  )
  if (!target) {
    throw new ProgrammingError(`Stream '${name}' reports changes to a stream that does not exist.`)
  }
  return target
}

function changesOf({ stream }: Part, page: SourcePage): Change[] {
  const { updates, cursor } = stream.definition
  return page.records
    .map((entry) => ({
      record: valueAt(entry, updates!.record),
      at: Number(valueAt(entry, cursor?.field ?? '')) || 0,
    }))
    .filter(({ record }) => record !== undefined && record !== null)
}

function keyOf(into: SourceStream, { record }: Change, scope: object): string | null {
  const mapped = into.mapRecord(record, scope)
  return 'code' in mapped ? null : mapped.key
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null)?.[key], value)
}
