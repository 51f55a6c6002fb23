import type { TenantTransaction } from '#foundation'
import type { PreparedPage } from '../actions/prepare_page.js'
import type { Writing } from '../types.js'

const NAME = 'CASE WHEN EXCLUDED.name = EXCLUDED.external_id THEN e.name ELSE EXCLUDED.name END'

/**
 * Attributes are NULL until the entity's own record was read; being named by another entity gives it a
 * name and a place only. What one source does not know of the entities above is kept from another. A name that is the
 * vendor's id is none: reports that know ids alone keep the names that lists brought.
 */
const UPSERT = `
  WITH changed AS (
    INSERT INTO entities AS e (organization_id, id, connection_id, kind, external_id, parent_id, name,
      ancestors, attributes, synced_at)
    SELECT $1::uuid, g.id, $2::uuid, g.kind, g.external_id, g.parent_id, g.name, g.ancestors::jsonb,
      g.attributes::jsonb, $3::timestamptz
    FROM unnest($4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[])
      AS g (id, kind, external_id, parent_id, name, ancestors, attributes)
    ON CONFLICT (organization_id, id) DO UPDATE SET
      parent_id = coalesce(EXCLUDED.parent_id, e.parent_id),
      name = ${NAME},
      ancestors = e.ancestors || EXCLUDED.ancestors,
      attributes = coalesce(EXCLUDED.attributes, e.attributes),
      synced_at = EXCLUDED.synced_at
    WHERE (e.parent_id, e.name, e.ancestors, e.attributes) IS DISTINCT FROM
      (coalesce(EXCLUDED.parent_id, e.parent_id), ${NAME}, e.ancestors || EXCLUDED.ancestors,
       coalesce(EXCLUDED.attributes, e.attributes))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM changed`

/** Writes the latest state of a page's entities. Answers how many are new or changed. */
export async function writeEntities(
  tenant: TenantTransaction,
  { stream, entities }: PreparedPage,
  { now }: Writing
): Promise<number> {
  if (!entities) {
    return 0
  }
  const fixed = [tenant.organizationId, stream.connectionId, now.toJSDate()]
  const { rows } = await tenant.query<{ count: number }>(UPSERT, [...fixed, ...entities])
  return rows[0].count
}
