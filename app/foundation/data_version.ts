import { DATA_CHANGED } from '#shared/data_changed'
import { newId } from './ids.js'

interface Connection {
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
}

/** Every so many changes the rows of the earlier ones are removed, so that naming a version stays cheap. */
const CHANGES_PER_REMOVAL = 32

/** Citus keeps tenant rows on other nodes, where their transaction has another id: there each one counts. */
const HAS_WRITTEN = `(pg_current_xact_id_if_assigned() IS NOT NULL OR to_regproc('citus_version') IS NOT NULL)`

const NOTE = `
  WITH noted AS (
    INSERT INTO data_changes (organization_id, id)
    SELECT $1::uuid, $2::uuid WHERE ${HAS_WRITTEN}
    RETURNING organization_id
  )
  SELECT pg_notify('${DATA_CHANGED}', n.organization_id::text) FROM noted n`

/** Rows that another transaction removes or adds at the same time are left to it. */
const REMOVE_EARLIER = `
  DELETE FROM data_changes WHERE organization_id = $1 AND id IN (
    SELECT id FROM data_changes WHERE organization_id = $1 AND id <> $2 FOR UPDATE SKIP LOCKED)`

/**
 * Notes, as the last statement of a transaction, that it has written something of the organization. Nothing is noted
 * where it has not. No row is shared between writers, so that none waits for another.
 */
export async function noteDataChange(
  client: Connection,
  organizationId: string,
  { mayRemove }: { mayRemove: boolean }
) {
  const id = newId()
  const { rows } = await client.query(NOTE, [organizationId, id])
  if (
    rows.length > 0 &&
    mayRemove &&
    Number.parseInt(id.slice(-4), 16) % CHANGES_PER_REMOVAL === 0
  ) {
    await client.query(REMOVE_EARLIER, [organizationId, id])
  }
}

const VERSION = `
  SELECT md5(coalesce(string_agg(id::text, ' ' ORDER BY id), '')) AS version
  FROM data_changes WHERE organization_id = $1`

/**
 * Names the state of an organization's data: the same text means that nothing was committed in between. The name of a set
 * of changes, not their number or the latest: two writers can commit in another order than they began, and a set to which
 * every commit adds an id of its own never comes back.
 */
export async function dataVersion(client: Connection, organizationId: string): Promise<string> {
  const { rows } = await client.query<{ version: string }>(VERSION, [organizationId])
  return rows[0].version
}
