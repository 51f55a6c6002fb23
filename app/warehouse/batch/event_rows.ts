import { ProgrammingError } from '#foundation'
import { stableUuid } from '#shared/stable_uuid'
import type { EventRecord } from '#shared/records'
import { entityIdsOf } from './identities.js'
import { storableJson, storableText } from './text.js'

/** The events of a page as parameters. */
export interface EventColumns {
  columns: unknown[]
  count: number
  /** Events that a later one of the same page replaced. */
  duplicates: number
}

interface EventRow extends EventRecord {
  id: string
}

export function eventColumns(connectionId: string, events: EventRecord[]): EventColumns {
  const rows = eventRows(connectionId, events)
  const duplicates = events.length - rows.length
  return { columns: columnsOf(rows, connectionId), count: rows.length, duplicates }
}

/** In key order; of several events with one id the last is left. */
function eventRows(connectionId: string, events: EventRecord[]): EventRow[] {
  const latest = new Map<string, EventRow>()
  for (const event of events) {
    const id = stableUuid(`${connectionId}\u0000${storableText(event.externalId)}`)
    latest.set(id, { ...event, id })
  }
  return [...latest.values()].sort((left, right) => (left.id < right.id ? -1 : 1))
}

function columnsOf(rows: EventRow[], connectionId: string) {
  const idOf = entityIdsOf(connectionId)
  return [
    rows.map(({ id }) => id),
    rows.map(({ occurredAt }) => instant(occurredAt)),
    rows.map(({ name }) => storableText(name)),
    rows.map(({ actor }) => (actor === null ? null : storableText(actor))),
    rows.map(({ entity }) => (entity ? idOf(entity).toString() : null)),
    rows.map(({ properties }) => storableJson(properties)),
    rows.map(({ revenueMicros }) => revenueMicros),
    rows.map(({ currency }) => currency),
  ]
}

function instant(occurredAt: string): string {
  const at = Date.parse(occurredAt)
  if (Number.isNaN(at)) {
    throw new ProgrammingError(`'${occurredAt}' is not an instant (ISO 8601 with an offset).`)
  }
  return new Date(at).toISOString()
}
