import type { TenantTransaction } from '#foundation'
import type { PreparedPage } from '../actions/prepare_page.js'
import type { Writing } from '../types.js'

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

/** Writes the events of a page. An id that was seen before is the same event: it is never doubled. */
export async function writeEvents(
  tenant: TenantTransaction,
  { stream, events: { columns, count, duplicates } }: PreparedPage,
  { runId }: Writing
) {
  if (count === 0) {
    return { written: 0, restated: 0, unchanged: 0, duplicates }
  }
  const fixed = [tenant.organizationId, stream.connectionId, runId]
  const { rows } = await tenant.query<{ touched: number; restated: number }>(UPSERT, [
    ...fixed,
    ...columns,
  ])
  const { touched, restated } = rows[0]
  return { written: touched - restated, restated, unchanged: count - touched, duplicates }
}
