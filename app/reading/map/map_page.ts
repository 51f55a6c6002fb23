import { setImmediate } from 'node:timers/promises'
import type { EntityRecord, RejectedRecord } from '#shared/records'
import {
  isRejected,
  type MapNext,
  type MappedBatch,
  type MappedPage,
  type MappedRecord,
} from './types.js'

/** Records mapped before other work gets its turn: below a millisecond or two. */
const TURN = 1_000

/**
 * Maps the records of a page into batches by stream. An entity that many records name is listed once, and when a
 * vendor sends the same key twice in a page, the later record counts.
 */
export function mapPage(map: MapNext, records: unknown[]): MappedPage {
  const page = new PageInMaking(map)
  page.add(records)
  return page.finish()
}

export async function mapPageInTurns(map: MapNext, records: unknown[]): Promise<MappedPage> {
  const page = new PageInMaking(map)
  for (let from = 0; from < records.length; from += TURN) {
    page.add(records.slice(from, from + TURN))
    await setImmediate()
  }
  return page.finish()
}

class PageInMaking {
  #position = 0
  #skipped = 0
  #rejected: RejectedRecord[] = []
  #latest = new Map<string, Map<string, MappedRecord>>()

  constructor(private readonly map: MapNext) {}

  add(records: unknown[]) {
    for (const record of records) {
      this.#position += 1
      const mapped = this.map(record, this.#position)
      if (mapped === null) {
        this.#skipped += 1
      } else if (isRejected(mapped)) {
        this.#rejected.push(mapped)
      } else {
        this.#latestOf(mapped.stream).set(mapped.key, mapped)
      }
    }
  }

  finish(): MappedPage {
    const batches = new Map<string, MappedBatch>()
    for (const [stream, latest] of this.#latest) {
      batches.set(stream, batchOf(latest.values()))
    }
    return { batches, rejected: this.#rejected, skipped: this.#skipped }
  }

  #latestOf(stream: string) {
    let latest = this.#latest.get(stream)
    if (!latest) {
      latest = new Map()
      this.#latest.set(stream, latest)
    }
    return latest
  }
}

export function batchOf(records: Iterable<MappedRecord>): MappedBatch {
  const batch: MappedBatch = { entities: [], facts: [], events: [] }
  const placeOf = places()
  for (const { entities, facts, events, removed } of records) {
    for (const entity of entities) {
      batch.entities[placeOf(entity)] = entity
    }
    for (const fact of facts) {
      batch.facts.push(fact)
    }
    for (const event of events) {
      batch.events.push(event)
    }
    if (removed) {
      batch.removed = [...(batch.removed ?? []), ...removed]
    }
  }
  return batch
}

/** The place of each entity in a list that names it once. Records share the object of an entity mostly. */
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
