import { TENANT_POLICY_EXPRESSION } from '#database/tenant_table'

export interface DistributionFault {
  subject: string
  rule: string
}

/** Answers rows for SQL; any connection may read PostgreSQL's catalogue. */
export type ReadCatalogue = (sql: string) => Promise<{ rows: DistributionFault[] }>

/** Small global tables that name a tenant in order to find it: kept whole on every node. */
const TENANT_DIRECTORIES = [
  'user_organizations',
  'invitation_directory',
  'api_key_directory',
  'sync_schedule',
  'payment_customers',
  'revenue_feeds',
  'sso_domain_directory',
  'webhook_directory',
  'delegation_request_directory',
  'brand_directory',
  'brand_hosts',
  'brand_host_releases',
  'organization_brands',
]

const listed = TENANT_DIRECTORIES.map((name) => `'${name}'`).join(', ')

/** The tenant tables of a schema, each with the number of its tenant column. */
const tenants = (schema: string) => `
  tenants AS (
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum, a.attnotnull, a.atttypid
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
    WHERE c.relnamespace = ${literal(schema)}::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT a.attisdropped AND c.relname NOT IN (${listed})
  )`

/** Each rule as SQL that finds what breaks it, as `subject`. */
const RULES: Record<string, (schema: string) => string> = {
  'organization_id must be uuid NOT NULL': () => `
    SELECT relname AS subject FROM tenants WHERE NOT attnotnull OR atttypid <> 'uuid'::regtype`,
  'row-level security must be enabled and forced': () => `
    SELECT relname AS subject FROM tenants WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  'the one policy must compare organization_id bare, for reading and for writing': () => `
    SELECT t.relname AS subject FROM tenants t LEFT JOIN pg_policy p ON p.polrelid = t.oid
    GROUP BY t.relname
    HAVING count(p.oid) <> 1 OR NOT bool_and(
      p.polcmd = '*' AND p.polpermissive AND p.polroles = '{0}'
      AND pg_get_expr(p.polqual, p.polrelid) = ${literal(TENANT_POLICY_EXPRESSION)}
      AND pg_get_expr(coalesce(p.polwithcheck, p.polqual), p.polrelid) = ${literal(TENANT_POLICY_EXPRESSION)})`,
  'a tenant table must have a primary key': () => `
    SELECT relname AS subject FROM tenants t
    WHERE NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`,
  'a primary key or unique index must start with organization_id': () => `
    SELECT i.indexrelid::regclass::text AS subject FROM tenants t JOIN pg_index i ON i.indrelid = t.oid
    WHERE i.indisunique AND i.indkey[0] <> t.attnum`,
  'a foreign key between tenant tables must start with organization_id on both sides': () => `
    SELECT t.relname || '.' || f.conname AS subject FROM tenants t
    JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
    JOIN tenants r ON r.oid = f.confrelid
    WHERE f.conkey[1] <> t.attnum OR f.confkey[1] <> r.attnum`,
  'a table without a tenant must not refer to a tenant table': (schema) => `
    SELECT c.relname || '.' || f.conname AS subject FROM pg_constraint f
    JOIN pg_class c ON c.oid = f.conrelid AND c.relnamespace = ${literal(schema)}::regnamespace
    JOIN tenants r ON r.oid = f.confrelid
    WHERE f.contype = 'f' AND NOT EXISTS (SELECT 1 FROM tenants t WHERE t.oid = c.oid)`,
  'a key must not come from a sequence': () => `
    SELECT t.relname || '.' || a.attname AS subject FROM tenants t
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    WHERE a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE '%nextval(%'`,
  'a trigger must not hold logic': () => `
    SELECT t.relname || '.' || g.tgname AS subject FROM tenants t
    JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal`,
  'a view must be security_invoker, and none may be materialized': (schema) => `
    SELECT c.relname AS subject FROM pg_class c
    WHERE c.relnamespace = ${literal(schema)}::regnamespace AND (c.relkind = 'm' OR c.relkind = 'v'
      AND NOT coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false))`,
}

/** What stands in the way of distributing the tenant tables of a schema by organization? */
export async function distributionFaults(
  read: ReadCatalogue,
  schema = 'public'
): Promise<DistributionFault[]> {
  const faults: DistributionFault[] = []
  for (const [rule, find] of Object.entries(RULES)) {
    const { rows } = await read(`WITH ${tenants(schema)} ${find(schema)} ORDER BY 1`)
    faults.push(...rows.map(({ subject }) => ({ subject, rule })))
  }
  return faults
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
