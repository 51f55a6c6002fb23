import db from '@adonisjs/lucid/services/db'

interface RoleFacts {
  role: string
  is_super: boolean
  bypasses: boolean
  owned: string | null
}

/**
 * Refuses to go on where the serving role could read another tenant's rows: a superuser, a role that
 * bypasses row-level security, or the owner of a tenant table (an owner could drop the policy).
 */
export async function assertServingRole(connection?: string) {
  const facts = await readRole(connection)
  const fault = faultOf(facts)
  if (fault) {
    throw new Error(
      `Quarterdeck does not start: the database role '${facts.role}' ${fault}, so one organization could read ` +
        "another's data. Set DB_APP_URL and DB_WORKER_URL to roles made by the migration (docs/operators.md)."
    )
  }
}

function faultOf(facts: RoleFacts): string | undefined {
  if (facts.is_super) {
    return 'is a superuser'
  }
  if (facts.bypasses) {
    return 'bypasses row-level security'
  }
  return facts.owned ? `owns the tenant table '${facts.owned}'` : undefined
}

async function readRole(connection?: string): Promise<RoleFacts> {
  const { rows } = await db.connection(connection).rawQuery(`
    SELECT current_user AS role, r.rolsuper AS is_super, r.rolbypassrls AS bypasses,
      (SELECT c.relname FROM pg_class c
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
        WHERE c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')
        ORDER BY 1 LIMIT 1) AS owned
    FROM pg_roles r WHERE r.rolname = current_user`)
  return rows[0]
}
