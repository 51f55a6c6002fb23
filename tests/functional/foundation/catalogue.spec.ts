import { test } from '@japa/runner'
import pg from 'pg'
import { protectTenantTable } from '#database/tenant_table'
import {
  breaksOf,
  catalogue,
  CATALOGUE_RULES,
  DIRECTORIES,
  SERVING,
  tables,
  TENANT_DIRECTORIES,
  type CatalogueRule,
} from '#tests/support/catalogue'

test.group('The database', () => {
  test('keeps to the rule that {$self}')
    .with(CATALOGUE_RULES)
    .run(async ({ assert }, rule) => {
      assert.deepEqual(await breaksOf(rule), [])
    })

  test('has every table that is on a list of directories, and the list that fits it', async ({
    assert,
  }) => {
    const all = await tables()
    const listed = [...DIRECTORIES, ...TENANT_DIRECTORIES].sort()
    const found = all.filter(({ name }) => listed.includes(name))

    assert.sameMembers(
      found.map(({ name }) => name),
      listed
    )
    assert.sameMembers(
      found.filter(({ is_tenant }) => is_tenant).map(({ name }) => name),
      TENANT_DIRECTORIES
    )
  })
})

/** A tenant table as a migration makes it, which breaks nothing. */
const SOUND = `
  CREATE SCHEMA planted AUTHORIZATION quarterdeck_migrator;
  SET LOCAL ROLE quarterdeck_migrator;
  CREATE TABLE planted.notes (organization_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (organization_id, id));
  ${protectTenantTable('planted.notes')}
  RESET ROLE;`

/** What somebody does to it, and every rule that this breaks. */
const PLANTED: { does: string; sql: string; breaks: CatalogueRule[] }[] = [
  {
    does: 'a table that nobody owns',
    sql: `CREATE TABLE planted.secrets (id uuid PRIMARY KEY);
          ALTER TABLE planted.secrets OWNER TO quarterdeck_migrator`,
    breaks: ['a table carries a tenant, or is on the list of directories'],
  },
  {
    does: 'a table that the serving role owns',
    sql: 'ALTER TABLE planted.notes OWNER TO quarterdeck_app',
    // An owner can do everything with its table, which includes what is not for it.
    breaks: ['a table belongs to the migrator', 'a serving role can only read and write rows'],
  },
  {
    does: 'a number that counts',
    sql: 'ALTER TABLE planted.notes ADD number serial',
    breaks: ['a key comes from us: nothing counts across tenants'],
  },
  {
    does: 'an identity column',
    sql: 'ALTER TABLE planted.notes ADD number int GENERATED ALWAYS AS IDENTITY',
    breaks: ['a key comes from us: nothing counts across tenants'],
  },
  {
    does: 'a view of its owner',
    sql: 'CREATE VIEW planted.everything AS SELECT * FROM planted.notes',
    breaks: ['no view and no function forgets who asks'],
  },
  {
    does: 'a materialized view',
    sql: 'CREATE MATERIALIZED VIEW planted.everything AS SELECT * FROM planted.notes',
    breaks: ['no view and no function forgets who asks'],
  },
  {
    does: 'a function with the rights of its owner',
    sql: `CREATE FUNCTION planted.count_all() RETURNS bigint SECURITY DEFINER LANGUAGE sql
          AS 'SELECT count(*) FROM planted.notes'`,
    breaks: ['no view and no function forgets who asks'],
  },
  {
    does: 'a right to empty the table',
    sql: 'GRANT TRUNCATE ON planted.notes TO quarterdeck_worker',
    breaks: ['a serving role can only read and write rows'],
  },
  {
    does: 'a right of everybody',
    sql: 'GRANT SELECT ON planted.notes TO PUBLIC',
    breaks: ['a serving role can only read and write rows'],
  },
  {
    does: 'a right to make tables',
    sql: 'GRANT CREATE ON SCHEMA planted TO quarterdeck_app',
    breaks: ['a serving role can only read and write rows'],
  },
  {
    does: 'policies switched off',
    sql: 'ALTER TABLE planted.notes DISABLE ROW LEVEL SECURITY',
    breaks: ['a tenant table has row-level security, enabled and forced'],
  },
  {
    does: 'policies that the owner need not keep',
    sql: 'ALTER TABLE planted.notes NO FORCE ROW LEVEL SECURITY',
    breaks: ['a tenant table has row-level security, enabled and forced'],
  },
  {
    does: 'no policy',
    sql: 'DROP POLICY tenant ON planted.notes',
    breaks: ['a tenant table has the one policy, for every command and role'],
  },
  {
    does: 'a second policy',
    sql: 'CREATE POLICY everybody ON planted.notes FOR SELECT USING (true)',
    breaks: ['a tenant table has the one policy, for every command and role'],
  },
  {
    does: 'a policy for reading only',
    sql: 'ALTER POLICY tenant ON planted.notes WITH CHECK (true)',
    breaks: ['a tenant table has the one policy, for every command and role'],
  },
  {
    does: 'a policy of one role',
    sql: 'ALTER POLICY tenant ON planted.notes TO quarterdeck_app',
    breaks: ['a tenant table has the one policy, for every command and role'],
  },
  {
    does: 'a row without a tenant',
    sql: `ALTER TABLE planted.notes DROP CONSTRAINT notes_pkey;
          ALTER TABLE planted.notes ALTER organization_id DROP NOT NULL`,
    breaks: ['a tenant table always says whose a row is', 'a tenant table has a primary key'],
  },
  {
    does: 'no primary key',
    sql: 'ALTER TABLE planted.notes DROP CONSTRAINT notes_pkey',
    breaks: ['a tenant table has a primary key'],
  },
  {
    does: 'a name that is unique among all tenants',
    sql: 'ALTER TABLE planted.notes ADD name text UNIQUE',
    breaks: ['a unique index has the tenant first'],
  },
  {
    does: 'a reference that leaves the tenant',
    sql: `ALTER TABLE planted.notes ADD parent uuid, ADD CONSTRAINT parents
          FOREIGN KEY (parent, organization_id) REFERENCES planted.notes (organization_id, id)`,
    breaks: ['a reference to another tenant table stays within the tenant'],
  },
]

test.group('The rules of the database', (group) => {
  let admin: pg.Client
  const read = async (sql: string) => {
    const { rows } = await admin.query(sql)
    return rows
  }

  group.setup(async () => {
    const url = new URL(process.env.DB_ADMIN_URL!)
    url.pathname = new URL(process.env.DB_APP_URL!).pathname
    admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    return () => admin.end()
  })

  /** In a transaction that is rolled back, so that no other test meets it. */
  group.each.setup(async () => {
    await admin.query(`BEGIN; ${SOUND}`)
    return async () => void (await admin.query('ROLLBACK'))
  })

  async function brokenRules() {
    const broken: CatalogueRule[] = []
    for (const rule of CATALOGUE_RULES) {
      const names = await breaksOf(rule, read, 'planted')
      broken.push(...(names.length > 0 ? [rule] : []))
    }
    return broken
  }

  test('have nothing against a sound table', async ({ assert }) => {
    assert.deepEqual(await brokenRules(), [])
  })

  test('notice {does}')
    .with(PLANTED)
    .run(async ({ assert }, { sql, breaks }) => {
      await admin.query(sql)

      assert.sameMembers(await brokenRules(), breaks)
    })

  test('are each broken by something here', ({ assert }) => {
    const tried = new Set(PLANTED.flatMap(({ breaks }) => breaks))

    assert.sameMembers([...tried], CATALOGUE_RULES)
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
