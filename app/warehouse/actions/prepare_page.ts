import type { EntityReference } from '#shared/records'
import { encodeFacts, type EncodedFacts } from '../batch/encode_facts.js'
import { entityColumns } from '../batch/entity_rows.js'
import { eventColumns, type EventColumns } from '../batch/event_rows.js'
import type { PageOfRecords, StreamHandle } from '../types.js'

/** A page as the database takes it: sorted, hashed and encoded. */
export interface PreparedPage {
  stream: StreamHandle
  /** The parameters of its entities; null where it brought none. */
  entities: unknown[] | null
  facts: EncodedFacts
  /** Whose facts it brought, as `removeVanished` takes them. */
  entityIds: Buffer[]
  events: EventColumns
  removed: EntityReference[]
}

/**
 * Does the part of writing a page that needs no database, so that it can be done while the page before is
 * being written. Changes nothing.
 */
export function preparePage(page: PageOfRecords): PreparedPage {
  const { stream, entities, facts, events, removed = [] } = page
  const encoded = encodeFacts(stream, facts)
  return {
    stream,
    entities: entityColumns(stream.connectionId, entities),
    facts: encoded,
    entityIds: encoded.chunks.map(({ keys }) => keys[1]),
    events: eventColumns(stream.connectionId, events),
    removed,
  }
}
