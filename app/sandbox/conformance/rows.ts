import { withTenant } from '#foundation'
import { windowOf } from './reading.js'
import type { Rig } from './rig.js'

/** Rows of the rig's organization, which is `$1`. */
export async function asTenant<Row>(rig: Rig, text: string, values: unknown[] = []) {
  const { id } = rig.organization
  return withTenant(id, async (tenant) => {
    const { rows } = await tenant.query<Row>(text, [id, ...values])
    return rows
  })
}

interface RunRow {
  status: string
  records_written: string
  records_restated: string
  error_kind: string | null
  error_message: string | null
}

export async function runOf(rig: Rig, runId: string) {
  const [run] = await asTenant<RunRow>(
    rig,
    'SELECT * FROM sync_runs WHERE organization_id = $1 AND id = $2',
    [runId]
  )
  return run
}

/** How far back the source is read: a sample, not the whole of the vendor's history. */
export function giveHistory(rig: Rig, connectionId: string) {
  return asTenant(
    rig,
    'UPDATE connections SET backfill_from = $3 WHERE organization_id = $1 AND id = $2',
    [connectionId, windowOf(rig).from]
  )
}

export async function factsOf(rig: Rig, connectionId: string): Promise<string[]> {
  const rows = await asTenant<{ fact: string }>(
    rig,
    `SELECT (to_jsonb(f) - 'run_id' - 'updated_at' - 'created_at')::text AS fact
     FROM facts f JOIN source_streams s ON s.organization_id = $1 AND s.id = f.stream_id
     WHERE f.organization_id = $1 AND s.connection_id = $2 ORDER BY 1`,
    [connectionId]
  )
  return rows.map(({ fact }) => fact)
}

/** Everything the organization has, as text by table. */
export async function everything(rig: Rig): Promise<Map<string, string>> {
  const tables = await asTenant<{ name: string }>(
    rig,
    `SELECT DISTINCT c.table_name AS name FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE $1::uuid IS NOT NULL AND c.table_schema = 'public' AND c.column_name = 'organization_id'
       AND t.table_type = 'BASE TABLE'`
  )
  const found = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await asTenant<{ row: string }>(
      rig,
      `SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE organization_id = $1`
    )
    found.set(name, rows.map(({ row }) => row).join('\n'))
  }
  const jobs = await asTenant<{ row: string }>(
    rig,
    `SELECT to_jsonb(j)::text AS row FROM pgboss.job j WHERE j.data->>'organizationId' = $1::text`
  )
  return found.set('pgboss.job', jobs.map(({ row }) => row).join('\n'))
}
