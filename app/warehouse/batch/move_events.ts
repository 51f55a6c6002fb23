import type { TenantTransaction } from '#foundation'
import type { StreamHandle, Writing } from '../types.js'
import { withHashJoins } from './hash_joins.js'
import { keepRemoved } from './removed_rows.js'

/** In event mode an entity has one row: `fact_places` remembers where, so that a moved one is found. */
const PLACE = `
  WITH placed AS (
    INSERT INTO fact_places AS p (organization_id, stream_id, entity_id, day, breakdown_id)
    SELECT $1::uuid, $2::bigint, g.entity_id, g.day, g.breakdown_id
    FROM unnest($3::date[], $4::bigint[], $5::bigint[]) AS g (day, entity_id, breakdown_id)
    ORDER BY g.entity_id
    ON CONFLICT (organization_id, stream_id, entity_id) DO UPDATE SET
      day = EXCLUDED.day, breakdown_id = EXCLUDED.breakdown_id
    WHERE (p.day, p.breakdown_id) IS DISTINCT FROM (EXCLUDED.day, EXCLUDED.breakdown_id)
    RETURNING new.entity_id, old.day, old.breakdown_id
  )
  SELECT entity_id, day::text AS day, breakdown_id FROM placed WHERE day IS NOT NULL`

interface Place {
  entity_id: string
  day: string
  breakdown_id: string
}

/** Takes rows away from where the entities of these rows were before. Answers how many, and their days. */
export async function removeMoved(
  tenant: TenantTransaction,
  { stream, keys }: { stream: StreamHandle; keys: Buffer[] },
  { runId, now }: Writing
): Promise<{ moved: number; days: string[] }> {
  const { rows: places } = await tenant.query<Place>(PLACE, [
    tenant.organizationId,
    stream.id,
    ...keys,
  ])
  if (places.length > 0) {
    const moved = [
      tenant.organizationId,
      stream.id,
      runId,
      now.toJSDate(),
      places.map(({ day }) => day),
      places.map((place) => place.entity_id),
      places.map((place) => place.breakdown_id),
    ]
    await withHashJoins(tenant, () => tenant.query(removal(stream.slots.length), moved))
  }
  return { moved: places.length, days: places.map(({ day }) => day) }
}

function removal(slotCount: number): string {
  return `
    WITH removed AS (
      DELETE FROM facts f
      USING unnest($5::date[], $6::bigint[], $7::bigint[]) AS g (day, entity_id, breakdown_id)
      WHERE f.organization_id = $1::uuid AND f.stream_id = $2::bigint
        AND f.day = ANY($5::date[]) AND f.day = g.day
        AND f.entity_id = g.entity_id AND f.breakdown_id = g.breakdown_id
      RETURNING f.*
    ), gone AS (
      SELECT * FROM removed WHERE (run_id, synced_at) IS DISTINCT FROM ($3::uuid, $4::timestamptz)
    )${keepRemoved(slotCount)}`
}
