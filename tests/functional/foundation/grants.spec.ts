import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { catalogue, tables } from '#tests/support/catalogue'
import { givenMember, givenOrganization } from '#tests/support/organizations'

const EVERYTHING = 'DELETE, INSERT, SELECT, UPDATE'
const NO_UPDATE = 'DELETE, INSERT, SELECT'
const NO_DELETE = 'INSERT, SELECT, UPDATE'
const ADD_ONLY = 'INSERT, SELECT'

/**
 * What a serving role may do where it is less than everything, each with its reason: rows of other tenants hang on these,
 * or nobody may change what was written. A table that is not named here is the tenant's own, behind its policy.
 */
const APP: Record<string, string> = {
  organizations: NO_DELETE,
  users: NO_DELETE,
  plugin_versions: NO_DELETE,
  audit_heads: NO_DELETE,
  audit_entries: ADD_ONLY,
  usage_entries: ADD_ONLY,
  subscription_days: ADD_ONLY,
  api_key_directory: ADD_ONLY,
  data_keys: ADD_ONLY,
  user_organizations: NO_UPDATE,
  invitation_directory: NO_UPDATE,
  delegation_request_directory: NO_UPDATE,
  password_resets: NO_UPDATE,
  email_verifications: NO_UPDATE,
  webhook_directory: NO_UPDATE,
  revenue_days: NO_UPDATE,
  sso_domain_directory: NO_UPDATE,
  platform_accesses: 'INSERT',
  platform_operators: 'SELECT',
  security_events: ADD_ONLY,
  adonis_schema: '',
  adonis_schema_versions: '',
}

/** The role that crosses tenants deletes an organization that is given up, and leaves a trace that it cannot remove. */
const PLATFORM: Record<string, string> = {
  ...APP,
  organizations: EVERYTHING,
  platform_accesses: 'INSERT',
  platform_operators: NO_UPDATE,
}

const EXPECTED: Record<string, Record<string, string>> = {
  quarterdeck_app: APP,
  quarterdeck_worker: { ...APP, platform_accesses: '', security_events: 'DELETE, INSERT, SELECT' },
  quarterdeck_platform: PLATFORM,
}

async function grantsOf(role: string): Promise<Record<string, string>> {
  const rows = await catalogue<{ name: string; rights: string }>(`
    SELECT c.relname AS name, coalesce(string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type), '') AS rights
    FROM pg_class c LEFT JOIN LATERAL aclexplode(c.relacl) g ON pg_get_userbyid(g.grantee) = '${role}'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY 1 ORDER BY 1`)
  return Object.fromEntries(rows.map(({ name, rights }) => [name, rights]))
}

test.group('Rights in the database', () => {
  test('are those that are written down: {$self}')
    .with(['quarterdeck_app', 'quarterdeck_worker', 'quarterdeck_platform'] as const)
    .run(async ({ assert }, role) => {
      const expected = EXPECTED[role]
      const all = await tables()
      const wanted = all
        .filter(({ name }) => !name.startsWith('facts_') && !name.startsWith('events_'))
        .map(({ name }) => [name, expected[name] ?? EVERYTHING])
      const found = await grantsOf(role)

      assert.deepEqual(
        wanted.map(([name]) => [name, found[name]]),
        wanted
      )
    })

  test('do not reach the rows of other tenants through what belongs to nobody', async ({
    assert,
  }) => {
    const organization = await givenOrganization()
    const member = await givenMember(organization)
    const forbidden = [
      `DELETE FROM organizations WHERE id = '${organization.id}'`,
      `DELETE FROM users WHERE id = '${member.id}'`,
      `UPDATE platform_accesses SET reason = ''`,
      'DELETE FROM platform_accesses',
      'SELECT * FROM platform_accesses',
      `UPDATE api_key_directory SET organization_id = '${organization.id}'`,
      'DELETE FROM audit_heads',
    ]

    for (const sql of forbidden) {
      await assert.rejects(() => db.rawQuery(sql), /permission denied/)
    }
  })
})
