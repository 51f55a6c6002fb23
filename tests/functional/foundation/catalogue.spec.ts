import { test } from '@japa/runner'
import { TENANT_POLICY_EXPRESSION } from '#database/tenant_table'
import {
  catalogue,
  DIRECTORIES,
  quoted,
  tables,
  TENANT_DIRECTORIES,
  tenantTables,
} from '#tests/support/catalogue'

const SERVING = "'quarterdeck_app', 'quarterdeck_worker', 'quarterdeck_platform'"

test.group('Every table in the database', () => {
  test('carries a tenant, or is on the list of directories', async ({ assert }) => {
    const all = await tables()
    const unknown = all
      .filter(({ is_tenant, name }) => !is_tenant && !DIRECTORIES.includes(name))
      .map(({ name }) => name)

    assert.deepEqual(unknown, [])
  })

  test('on the list of directories exists', async ({ assert }) => {
    const all = await tables()
    const names = all.map(({ name }) => name)

    assert.deepEqual(
      [...DIRECTORIES, ...TENANT_DIRECTORIES].filter((name) => !names.includes(name)),
      []
    )
  })

  test('belongs to the migrator', async ({ assert }) => {
    const owners = await catalogue(`
      SELECT DISTINCT pg_get_userbyid(c.relowner) AS owner FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')`)

    assert.deepEqual(owners, [{ owner: 'quarterdeck_migrator' }])
  })

  test('takes its keys from us: nothing counts across tenants', async ({ assert }) => {
    const counting = await catalogue(`
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
      UNION ALL
      SELECT attrelid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> ''`)

    assert.deepEqual(
      counting.filter(({ relname }) => !relname.startsWith('adonis_schema')),
      []
    )
  })

  test('is read through no view that forgets who asks', async ({ assert }) => {
    const views = await catalogue(`
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace
        AND (relkind = 'm' OR (relkind = 'v'
          AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)))
      UNION ALL
      SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`)

    assert.deepEqual(views, [])
  })
})

test.group('Every tenant table', () => {
  test('has row-level security, enabled and forced', async ({ assert }) => {
    const open = await catalogue(`
      SELECT relname FROM pg_class WHERE relname IN (${quoted(await tenantTables())})
        AND NOT (relrowsecurity AND relforcerowsecurity)`)

    assert.deepEqual(open, [])
  })

  test('has the one policy, for every command and role, with the one expression', async ({
    assert,
  }) => {
    const names = await tenantTables()
    const policies = await catalogue(`
      SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
      WHERE schemaname = 'public' ORDER BY tablename`)

    assert.deepEqual(
      policies,
      names.map((tablename) => ({
        tablename,
        policyname: 'tenant',
        permissive: 'PERMISSIVE',
        roles: '{public}',
        cmd: 'ALL',
        qual: TENANT_POLICY_EXPRESSION,
        with_check: TENANT_POLICY_EXPRESSION,
      }))
    )
  })

  test('always says whose a row is', async ({ assert }) => {
    const nullable = await catalogue(`
      SELECT attrelid::regclass::text AS name FROM pg_attribute
      WHERE attname = 'organization_id' AND NOT attnotnull
        AND attrelid::regclass::text IN (${quoted(await tenantTables())})`)

    assert.deepEqual(nullable, [])
  })

  test('has a primary key', async ({ assert }) => {
    const keyed = await catalogue(`
      SELECT DISTINCT indrelid::regclass::text AS name FROM pg_index
      WHERE indisprimary AND indrelid::regclass::text IN (${quoted(await tenantTables())})`)

    assert.sameMembers(
      keyed.map(({ name }) => name),
      await tenantTables()
    )
  })

  test('has the tenant first in each unique index', async ({ assert }) => {
    const wrong = await catalogue(`
      SELECT indexrelid::regclass::text AS name FROM pg_index i
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indisunique AND a.attname IS DISTINCT FROM 'organization_id'
        AND i.indrelid::regclass::text IN (${quoted(await tenantTables())})`)

    assert.deepEqual(wrong, [])
  })

  test('points at another tenant table within its own tenant only', async ({ assert }) => {
    const list = quoted(await tenantTables())
    const wrong = await catalogue(`
      SELECT conname FROM pg_constraint k
      JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = k.conkey[1]
      JOIN pg_attribute far ON far.attrelid = k.confrelid AND far.attnum = k.confkey[1]
      WHERE k.contype = 'f' AND k.conrelid::regclass::text IN (${list})
        AND k.confrelid::regclass::text IN (${list})
        AND NOT (own.attname = 'organization_id' AND far.attname = 'organization_id')`)

    assert.deepEqual(wrong, [])
  })
})

test.group('The roles that serve people', () => {
  test('are neither superusers nor exempt from policies, and own nothing', async ({ assert }) => {
    const strong = await catalogue(`
      SELECT rolname FROM pg_roles WHERE rolname IN ('quarterdeck_app', 'quarterdeck_worker')
        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`)
    const owned = await catalogue(`
      SELECT relname FROM pg_class
      WHERE relowner IN (SELECT oid FROM pg_roles WHERE rolname IN (${SERVING}))`)
    const members = await catalogue(`
      SELECT m.roleid::regrole::text AS of FROM pg_auth_members m
      WHERE m.member IN (SELECT oid FROM pg_roles
        WHERE rolname IN ('quarterdeck_app', 'quarterdeck_worker'))`)

    assert.deepEqual([strong, owned, members], [[], [], []])
  })

  test('can only read and write rows', async ({ assert }) => {
    const powers = await catalogue(`
      SELECT DISTINCT table_name, privilege_type FROM information_schema.role_table_grants
      WHERE table_schema = 'public' AND grantee IN (${SERVING})
        AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`)
    const create = await catalogue(
      `SELECT has_schema_privilege('quarterdeck_app', 'public', 'CREATE') AS may`
    )

    assert.deepEqual([powers, create], [[], [{ may: false }]])
  })

  test('can add to the audit chain, and nothing else', async ({ assert }) => {
    const rights = await catalogue(`
      SELECT privilege_type FROM information_schema.role_table_grants
      WHERE table_name = 'audit_entries' AND grantee = 'quarterdeck_app' ORDER BY 1`)

    assert.deepEqual(
      rights.map(({ privilege_type }) => privilege_type),
      ['INSERT', 'SELECT']
    )
  })
})
