import type { TenantTransaction } from '#foundation'
import type { PageOfRecords } from '../types.js'
import { entityRows, type EntityRow } from './entity_rows.js'

/**
 * Attributes are NULL until the thing's own record was read; being named by another thing gives it a
 * name and a place only. What one source does not know of the things above is kept from another.
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
      name = EXCLUDED.name,
      ancestors = e.ancestors || EXCLUDED.ancestors,
      attributes = coalesce(EXCLUDED.attributes, e.attributes),
      synced_at = EXCLUDED.synced_at
    WHERE (e.parent_id, e.name, e.ancestors, e.attributes) IS DISTINCT FROM
      (coalesce(EXCLUDED.parent_id, e.parent_id), EXCLUDED.name, e.ancestors || EXCLUDED.ancestors,
       coalesce(EXCLUDED.attributes, e.attributes))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM changed`

/** Writes the latest state of a page's things. Answers how many are new or changed. */
export async function writeEntities(
  tenant: TenantTransaction,
  page: Pick<PageOfRecords, 'stream' | 'now' | 'entities'>
): Promise<number> {
  const rows = entityRows(page.stream.connectionId, page.entities)
  if (rows.length === 0) {
    return 0
  }
  const { rows: counted } = await tenant.query<{ count: number }>(UPSERT, [
    tenant.organizationId,
    page.stream.connectionId,
    page.now.toJSDate(),
    ...columns(rows),
  ])
  return counted[0].count
}

function columns(rows: EntityRow[]) {
  return [
    rows.map(({ id }) => id.toString()),
    rows.map(({ kind }) => kind),
    rows.map(({ externalId }) => externalId),
    rows.map(({ parentId }) => parentId?.toString() ?? null),
    rows.map(({ name }) => name),
    rows.map(({ ancestors }) => ancestors),
    rows.map(({ attributes }) => attributes),
  ]
}
