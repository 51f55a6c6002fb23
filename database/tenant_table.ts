/**
 * The one place that says how a tenant table is protected (docs/operators.md, "Isolation").
 * Used by migrations; the catalogue test checks every table in the database against the same rules.
 */

/** Roles that serve people and jobs. Neither owns a table, runs DDL or bypasses a policy. */
const SERVING_ROLES = 'quarterdeck_app, quarterdeck_worker'

export const TENANT_POLICY_EXPRESSION =
  "(organization_id = (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid)"

type Grant = 'read_write' | 'insert_only'

const PRIVILEGES: Record<Grant, string> = {
  read_write: 'SELECT, INSERT, UPDATE, DELETE',
  insert_only: 'SELECT, INSERT',
}

/** Enables and forces row-level security, adds the policy, and grants the serving roles access. */
export function protectTenantTable(table: string, grant: Grant = 'read_write'): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON ${table}
      USING (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid)
      WITH CHECK (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
    GRANT ${PRIVILEGES[grant]} ON ${table} TO ${SERVING_ROLES}, quarterdeck_platform;
  `
}

/** Grants the serving roles access to a global directory, which has no tenant column to protect. */
export function openDirectory(table: string): string {
  return `GRANT ${PRIVILEGES.read_write} ON ${table} TO ${SERVING_ROLES}, quarterdeck_platform;`
}
