import { test } from '@japa/runner'
import pg from 'pg'
import { newId } from '#foundation'

const ROLES_MODULE = '../../../bin/launch/roles.mjs'
const secrets = { databaseKey: 'a database key for the tests' }

/** Runs SQL as the administrator of the test server. */
async function asAdministrator(sql: string, database?: string) {
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = database ? `/${database}` : url.pathname
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

function urlOf(user: string, password: string, database: string) {
  const url = new URL(process.env.DB_ADMIN_URL!)
  return Object.assign(url, { username: user, password, pathname: `/${database}` }).href
}

/** The database of this run of the tests. */
const ownDatabase = () => new URL(process.env.DB_APP_URL!).pathname.slice(1)

/** The administrator of the test server, whose password is the key that all roles get theirs from. */
function administrator() {
  const url = process.env.DB_ADMIN_URL!
  return { url, secrets: { databaseKey: new URL(url).password } }
}

async function placeOf(url: string): Promise<{ role: string; place: string }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT current_user AS role, current_database() AS place')
    return rows[0]
  } finally {
    await client.end()
  }
}

test.group('Database roles', () => {
  test('a user that may not create roles gets a sentence with both ways out', async ({
    assert,
    cleanup,
  }) => {
    const { prepareRoles } = await import(ROLES_MODULE)
    const user = `limited_${newId().replaceAll('-', '')}`
    await asAdministrator(`CREATE ROLE ${user} LOGIN PASSWORD 'limited'`)
    cleanup(() => asAdministrator(`DROP ROLE ${user}`).then(() => {}))
    const url = urlOf(user, 'limited', 'postgres')

    await assert.rejects(
      () => prepareRoles({ url, database: ownDatabase(), secrets }),
      /may not create the role quarterdeck_migrator .*Use an administrator .*or create the four roles yourself/
    )
  })

  test('a database of any name is created, and each role is let into it', async ({
    assert,
    cleanup,
  }) => {
    const { prepareRoles } = await import(ROLES_MODULE)
    const database = `Marketing-numbers of "${newId()}"`
    const quoted = pg.escapeIdentifier(database)
    cleanup(() => asAdministrator(`DROP DATABASE ${quoted} WITH (FORCE)`).then(() => {}))

    const urls: Record<string, string> = await prepareRoles({ ...administrator(), database })

    const opened = await Promise.all(Object.values(urls).map((url) => placeOf(url)))
    assert.deepEqual(
      opened.map(({ role, place }) => [role, place]),
      ['migrator', 'app', 'worker', 'platform'].map((role) => [`quarterdeck_${role}`, database])
    )
  })

  test('a database that nobody may enter gets a sentence that says what to do', async ({
    assert,
  }) => {
    const { prepareRoles } = await import(ROLES_MODULE)

    await assert.rejects(
      () => prepareRoles({ ...administrator(), database: 'template0' }),
      /^The roles of Quarterdeck could not be let into the database template0 \(.*\)\. Let DATABASE_URL/
    )
  })

  test('serving roles can neither create tables, roles nor databases', async ({ assert }) => {
    const { rows } = await asAdministrator(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              has_schema_privilege(rolname, 'public', 'CREATE') AS creates
         FROM pg_roles WHERE rolname IN ('quarterdeck_app', 'quarterdeck_worker') ORDER BY 1`,
      ownDatabase()
    )
    const powerless = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      creates: false,
    }
    assert.deepEqual(rows, [
      { rolname: 'quarterdeck_app', ...powerless },
      { rolname: 'quarterdeck_worker', ...powerless },
    ])
  })
})
