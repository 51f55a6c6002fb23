import {
  isRejected,
  type CompiledStream,
  type MappedBatch,
  type MappedPage,
  type MappedRecord,
  type MappingScope,
} from './types.js'

/**
 * Maps the records of a page into batches by stream. A thing that many records name is listed once, and when a
 * vendor sends the same key twice in a page, the later record counts.
 */
export function mapPage(
  mapRecord: CompiledStream['mapRecord'],
  records: unknown[],
  scope: MappingScope
): MappedPage {
  const page: MappedPage = { batches: new Map(), rejected: [], skipped: 0 }
  const kept = new Map<string, MappedRecord>()
  for (const [index, record] of records.entries()) {
    const mapped = mapRecord(record, scope, index + 1)
    if (mapped === null) {
      page.skipped += 1
    } else if (isRejected(mapped)) {
      page.rejected.push(mapped)
    } else {
      kept.set(`${mapped.stream}\u001f${mapped.key}`, mapped)
    }
  }
  collect(kept.values(), page.batches)
  return page
}

function collect(records: Iterable<MappedRecord>, batches: Map<string, MappedBatch>) {
  const places = new Map<string, number>()
  for (const { stream, entities, fact, events } of records) {
    const batch = batchOf(batches, stream)
    for (const entity of entities) {
      const identity = `${stream}\u001f${entity.kind}\u001f${entity.externalId}`
      const place = places.get(identity) ?? batch.entities.length
      places.set(identity, place)
      batch.entities[place] = entity
    }
    if (fact) {
      batch.facts.push(fact)
    }
    batch.events.push(...events)
  }
}

function batchOf(batches: Map<string, MappedBatch>, stream: string): MappedBatch {
  let batch = batches.get(stream)
  if (!batch) {
    batch = { entities: [], facts: [], events: [] }
    batches.set(stream, batch)
  }
  return batch
}
