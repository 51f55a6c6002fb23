import { ProgrammingError, stableUuid, type TenantTransaction } from '#foundation'
import type { EventRecord } from '#shared/records'
import type { PageOfRecords } from '../types.js'
import { entityIdsOf } from './identities.js'
import { storableJson, storableText } from './text.js'

const UPSERT = `
  WITH written AS (
    INSERT INTO events AS e (organization_id, day, id, connection_id, run_id, occurred_at, name, actor,
      entity_id, properties, revenue_micros, currency)
    SELECT $1::uuid, (g.occurred_at AT TIME ZONE 'UTC')::date, g.id, $2::uuid, $3::uuid, g.occurred_at,
      g.name, g.actor, g.entity_id, g.properties::jsonb, g.revenue_micros, g.currency
    FROM unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $8::bigint[], $9::text[],
      $10::bigint[], $11::text[])
      AS g (id, occurred_at, name, actor, entity_id, properties, revenue_micros, currency)
    ON CONFLICT (organization_id, day, id) DO UPDATE SET
      occurred_at = EXCLUDED.occurred_at, name = EXCLUDED.name, actor = EXCLUDED.actor,
      entity_id = EXCLUDED.entity_id, properties = EXCLUDED.properties,
      revenue_micros = EXCLUDED.revenue_micros, currency = EXCLUDED.currency
    WHERE (e.occurred_at, e.name, e.actor, e.entity_id, e.properties, e.revenue_micros, e.currency)
      IS DISTINCT FROM (EXCLUDED.occurred_at, EXCLUDED.name, EXCLUDED.actor, EXCLUDED.entity_id,
        EXCLUDED.properties, EXCLUDED.revenue_micros, EXCLUDED.currency)
    RETURNING old.id AS previous
  )
  SELECT count(*)::int AS touched, count(w.previous)::int AS restated FROM written w`

interface EventRow extends EventRecord {
  id: string
}

/** Writes the events of a page. An id that was seen before is the same event: it is never doubled. */
export async function writeEvents(tenant: TenantTransaction, page: PageOfRecords) {
  const rows = eventRows(page)
  const duplicates = page.events.length - rows.length
  if (rows.length === 0) {
    return { written: 0, restated: 0, unchanged: 0, duplicates }
  }
  const { rows: counted } = await tenant.query<{ touched: number; restated: number }>(UPSERT, [
    tenant.organizationId,
    page.stream.connectionId,
    page.runId,
    ...columns(rows, page.stream.connectionId),
  ])
  const { touched, restated } = counted[0]
  return { written: touched - restated, restated, unchanged: rows.length - touched, duplicates }
}

function eventRows(page: PageOfRecords): EventRow[] {
  const latest = new Map<string, EventRow>()
  for (const event of page.events) {
    const id = stableUuid(`${page.stream.connectionId}\u0000${storableText(event.externalId)}`)
    latest.set(id, { ...event, id })
  }
  return [...latest.values()].sort((left, right) => (left.id < right.id ? -1 : 1))
}

function columns(rows: EventRow[], connectionId: string) {
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
