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
      () => prepareRoles({ url, database: 'quarterdeck_test', secrets }),
      /may not create the role quarterdeck_migrator .*Use an administrator .*or create the four roles yourself/
    )
  })

  test('serving roles can neither create tables, roles nor databases', async ({ assert }) => {
    const { rows } = await asAdministrator(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              has_schema_privilege(rolname, 'public', 'CREATE') AS creates
         FROM pg_roles WHERE rolname IN ('quarterdeck_app', 'quarterdeck_worker') ORDER BY 1`,
      'quarterdeck_test'
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
