import type { EntityRecord } from '#shared/records'
import {
  isRejected,
  type MapNext,
  type MappedBatch,
  type MappedPage,
  type MappedRecord,
} from './types.js'

/**
 * Maps the records of a page into batches by stream. A thing that many records name is listed once, and when a
 * vendor sends the same key twice in a page, the later record counts.
 */
export function mapPage(map: MapNext, records: unknown[]): MappedPage {
  const page: MappedPage = { batches: new Map(), rejected: [], skipped: 0 }
  const kept = new Map<string, Map<string, MappedRecord>>()
  let position = 0
  for (const record of records) {
    position += 1
    const mapped = map(record, position)
    if (mapped === null) {
      page.skipped += 1
    } else if (isRejected(mapped)) {
      page.rejected.push(mapped)
    } else {
      keptOf(kept, mapped.stream).set(mapped.key, mapped)
    }
  }
  for (const [stream, latest] of kept) {
    page.batches.set(stream, batchOf(latest.values()))
  }
  return page
}

function keptOf(kept: Map<string, Map<string, MappedRecord>>, stream: string) {
  let latest = kept.get(stream)
  if (!latest) {
    latest = new Map()
    kept.set(stream, latest)
  }
  return latest
}

function batchOf(records: Iterable<MappedRecord>): MappedBatch {
  const batch: MappedBatch = { entities: [], facts: [], events: [] }
  const placeOf = places()
  for (const { entities, fact, events } of records) {
    for (const entity of entities) {
      batch.entities[placeOf(entity)] = entity
    }
    if (fact) {
      batch.facts.push(fact)
    }
    for (const event of events) {
      batch.events.push(event)
    }
  }
  return batch
}

/** The place of each thing in a list that names it once. Records share the object of a thing mostly. */
function places() {
  const byObject = new Map<EntityRecord, number>()
  const byIdentity = new Map<string, number>()
  return (entity: EntityRecord): number => {
    const known = byObject.get(entity)
    if (known !== undefined) {
      return known
    }
    const identity = `${entity.kind}\u001f${entity.externalId}`
    const place = byIdentity.get(identity) ?? byIdentity.size
    byIdentity.set(identity, place)
    byObject.set(entity, place)
    return place
  }
}
