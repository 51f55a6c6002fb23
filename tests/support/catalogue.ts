import db from '@adonisjs/lucid/services/db'

/**
 * Tables without a tenant. A table that is not on this list must carry `organization_id` and the
 * policy of database/tenant_table.ts; adding a name here is a decision to be argued for.
 */
export const DIRECTORIES = [
  'adonis_schema',
  'adonis_schema_versions',
  'users',
  'sessions',
  'password_resets',
  'rate_limits',
  'organizations',
  'platform_accesses',
  'plugin_versions',
  'platform_oauth_clients',
  'exchange_rates',
  'vendor_limits',
  'vendor_circuits',
]

/** Directories that name a tenant, because finding the tenant is what they are for. */
export const TENANT_DIRECTORIES = [
  'user_organizations',
  'invitation_directory',
  'api_key_directory',
  'sync_schedule',
]

/** Asks PostgreSQL's own catalogue, as the serving role sees it. */
export async function catalogue<Row = Record<string, any>>(sql: string): Promise<Row[]> {
  const { rows } = await db.rawQuery(sql)
  return rows
}

/** Every ordinary or partitioned table, and whether it names a tenant. */
export function tables() {
  return catalogue<{ name: string; is_tenant: boolean; is_partition: boolean }>(`
    SELECT c.relname AS name, c.relispartition AS is_partition,
      EXISTS (SELECT 1 FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped) AS is_tenant
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`)
}

export async function tenantTables(): Promise<string[]> {
  const all = await tables()
  return all
    .filter(({ name, is_tenant }) => is_tenant && !TENANT_DIRECTORIES.includes(name))
    .map(({ name }) => name)
}

/** A list of names for `IN (…)`. They come from the catalogue itself. */
export const quoted = (names: string[]) => names.map((name) => `'${name}'`).join(', ')
