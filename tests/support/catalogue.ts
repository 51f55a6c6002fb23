import db from '@adonisjs/lucid/services/db'
import { TENANT_POLICY_EXPRESSION } from '#database/tenant_table'

/**
 * Tables without a tenant. A table that is not on this list must carry `organization_id` and the
 * policy of database/tenant_table.ts; adding a name here is a decision to be argued for.
 */
export const DIRECTORIES = [
  'adonis_schema',
  'adonis_schema_versions',
  'users',
  'sessions',
  'security_events',
  'password_resets',
  'email_verifications',
  'person_keys',
  'authenticators',
  'recovery_codes',
  'passkeys',
  'used_challenges',
  'linked_accounts',
  'pending_sign_ups',
  'rate_limits',
  'organizations',
  'platform_accesses',
  'platform_operators',
  'plugin_versions',
  'publisher_keys',
  'platform_oauth_clients',
  'vendor_limits',
  'vendor_circuits',
  'payment_events',
  'revenue_days',
]

/** Directories that name a tenant, because finding the tenant is what they are for. */
export const TENANT_DIRECTORIES = [
  'user_organizations',
  'invitation_directory',
  'api_key_directory',
  'sso_domain_directory',
  'sync_schedule',
  'payment_customers',
  'webhook_directory',
  'revenue_feeds',
  'delegation_request_directory',
  'brand_directory',
  'brand_hosts',
  'brand_host_releases',
  'organization_brands',
]

export const SERVING = "'quarterdeck_app', 'quarterdeck_worker', 'quarterdeck_platform'"

/** A list of names for `IN (…)`. They are constants, or come from the catalogue itself. */
const quoted = (names: string[]) => names.map((name) => `'${name}'`).join(', ')

/** The tables of the schema, and those of them that belong to a tenant. */
const tablesOf = (schema: string) => `
  tables AS (
    SELECT c.oid, c.relname AS name, c.relowner, c.relrowsecurity, c.relforcerowsecurity,
      a.attnum AS tenant, a.attnotnull AS always
    FROM pg_class c
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
    WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'p')
  ), tenants AS (
    SELECT * FROM tables
    WHERE tenant IS NOT NULL AND name NOT IN (${quoted(TENANT_DIRECTORIES)})
  )`

/** Each rule as SQL that finds what breaks it, as `name`. */
const RULES = {
  'a table carries a tenant, or is on the list of directories': () => `
    SELECT name FROM tables WHERE tenant IS NULL AND name NOT IN (${quoted(DIRECTORIES)})`,

  'a table belongs to the migrator': () => `
    SELECT name FROM tables WHERE pg_get_userbyid(relowner) <> 'quarterdeck_migrator'`,

  'a key comes from us: nothing counts across tenants': (schema: string) => `
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'S' AND relname NOT LIKE 'adonis_schema%'
    UNION SELECT t.name FROM tenants t JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attidentity <> ''`,

  'no view and no function forgets who asks': (schema: string) => `
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = '${schema}'::regnamespace AND (relkind = 'm' OR (relkind = 'v'
      AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)))
    UNION SELECT proname FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace AND prosecdef`,

  'a serving role can only read and write rows': (schema: string) => `
    SELECT c.relname AS name FROM pg_class c, aclexplode(c.relacl) g
    WHERE c.relnamespace = '${schema}'::regnamespace
      AND (g.grantee = 0 OR pg_get_userbyid(g.grantee) IN (${SERVING}))
      AND (g.grantee = 0 OR g.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
    UNION SELECT rolname FROM pg_roles
    WHERE rolname IN (${SERVING}) AND has_schema_privilege(oid, '${schema}', 'CREATE')`,

  'a tenant table has row-level security, enabled and forced': () => `
    SELECT name FROM tenants WHERE NOT (relrowsecurity AND relforcerowsecurity)`,

  'a tenant table has the one policy, for every command and role': () => `
    SELECT t.name FROM tenants t LEFT JOIN pg_policy p ON p.polrelid = t.oid
    GROUP BY t.name
    HAVING count(p.oid) <> 1 OR NOT bool_and(
      p.polname = 'tenant' AND p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
      AND pg_get_expr(p.polqual, p.polrelid) = $$${TENANT_POLICY_EXPRESSION}$$
      AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') = $$${TENANT_POLICY_EXPRESSION}$$)`,

  'a tenant table always says whose a row is': () => `
    SELECT name FROM tenants WHERE NOT always`,

  'a tenant table has a primary key': () => `
    SELECT name FROM tenants t
    WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`,

  'a unique index has the tenant first': () => `
    SELECT c.relname AS name FROM tenants t
    JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indisunique AND i.indkey[0] <> t.tenant`,

  'a reference to another tenant table stays within the tenant': () => `
    SELECT k.conname AS name FROM tenants t
    JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
    JOIN tenants far ON far.oid = k.confrelid
    WHERE NOT (k.conkey[1] = t.tenant AND k.confkey[1] = far.tenant)`,
} satisfies Record<string, (schema: string) => string>

export type CatalogueRule = keyof typeof RULES

export const CATALOGUE_RULES = Object.keys(RULES) as CatalogueRule[]

/** Asks PostgreSQL's own catalogue, as the serving role sees it. */
export async function catalogue<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
  const { rows } = await db.rawQuery(sql)
  return rows
}

type Read = (sql: string) => Promise<Record<string, unknown>[]>

/** What breaks a rule in a schema, by name. */
export async function breaksOf(rule: CatalogueRule, read: Read = catalogue, schema = 'public') {
  const rows = await read(`WITH ${tablesOf(schema)} ${RULES[rule](schema)} ORDER BY 1`)
  return rows.map(({ name }) => name as string)
}

/** Every ordinary or partitioned table, and whether it names a tenant. */
export function tables() {
  return catalogue<{ name: string; is_tenant: boolean }>(
    `WITH ${tablesOf('public')} SELECT name, tenant IS NOT NULL AS is_tenant FROM tables ORDER BY 1`
  )
}
