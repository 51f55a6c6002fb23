import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#foundation'
import { assertServingRole } from '#foundation/self_test'

/** Opens the test database as somebody else, under a name that the self-test can be pointed at. */
async function connectionAs(user: string, password?: string) {
  const database = new URL(process.env.DB_APP_URL!).pathname
  const url = new URL(process.env.DB_ADMIN_URL!)
  url.pathname = database
  if (password) {
    Object.assign(url, { username: user, password })
  }
  const name = `self-test-${user}`
  db.manager.add(name, { client: 'pg', connection: { connectionString: url.href } } as never)
  return { name, close: () => db.manager.close(name, true) }
}

async function refusalUnder(user: string, password?: string) {
  const { name, close } = await connectionAs(user, password)
  try {
    await assertServingRole(name)
    return 'serves'
  } catch (error) {
    return (error as Error).message
  } finally {
    await close()
  }
}

async function asAdministrator(sql: string) {
  const { name, close } = await connectionAs(`admin-${newId()}`)
  await db.connection(name).rawQuery(sql)
  await close()
}

test.group('Before serving, the process looks at its database role', () => {
  test('and serves under the role made for it', async ({ assert }) => {
    await assert.doesNotReject(() => assertServingRole())
  })

  test('and refuses to start as a superuser', async ({ assert }) => {
    assert.match(await refusalUnder('administrator'), /does not start: .* is a superuser/)
  })

  test('and refuses to start under a role that bypasses the policies', async ({
    assert,
    cleanup,
  }) => {
    const role = `bypass_${newId().replaceAll('-', '')}`
    await asAdministrator(`CREATE ROLE ${role} LOGIN BYPASSRLS PASSWORD 'bypass'`)
    cleanup(() => asAdministrator(`DROP ROLE ${role}`))

    assert.match(await refusalUnder(role, 'bypass'), /bypasses row-level security/)
  })

  test('and refuses to start as the owner of the tables', async ({ assert, cleanup }) => {
    const role = `owner_${newId().replaceAll('-', '')}`
    await asAdministrator(`CREATE ROLE ${role} LOGIN PASSWORD 'owner' IN ROLE quarterdeck_migrator`)
    cleanup(() => asAdministrator(`DROP ROLE ${role}`))

    assert.match(await refusalUnder(role, 'owner'), /owns the tenant table '/)
  })
})
