import { test } from '@japa/runner'
import { startEmulator } from '#sandbox'
import { ConnectSource } from '#connections'
import { givenOrganization } from '#tests/support/organizations'
import { reachSandboxAt } from '#tests/support/sandbox_sources'
import {
  allowDatabasesHere,
  connectDatabase,
  givenDatabaseServer,
  givenDatabaseSource,
  READER,
  type DatabaseServer,
  type Uses,
} from '#tests/support/databases'

const SALES = `
  CREATE TABLE sales (id int, day date, amount numeric, shop text);
  CREATE TABLE visits (id int PRIMARY KEY, day date, guests int);
  INSERT INTO sales VALUES (1, '2026-11-10', 5, 'a'), (1, '2026-11-11', 6, 'b');
  INSERT INTO visits VALUES (1, '2026-11-10', 3);`

const SOLD: Uses = { id: 'id', day: 'date', amount: 'metric:revenue' }
const VISITED: Uses = { id: 'id', day: 'date', guests: 'number' }

const sentence = (asked: Promise<unknown>) =>
  asked.then(
    () => 'nothing was refused',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`
  )

test.group('A database that cannot be read', (group) => {
  let server: DatabaseServer

  group.setup(async () => {
    server = await givenDatabaseServer()
    return () => server.stop()
  })

  test('is not connected, and the sentence says why: {reason}')
    .with([
      {
        reason: 'the password is wrong',
        given: { credentials: { ...READER, password: 'guessed' } },
        says: 'E_DATABASE_PASSWORD: PostgreSQL at 127.0.0.1 does not accept user “till_reader” with this password',
      },
      {
        reason: 'there is no such database',
        given: { settings: { database: 'nowhere' } },
        says: 'E_DATABASE_DATABASE_MISSING: PostgreSQL at 127.0.0.1 has no database “nowhere”',
      },
      {
        reason: 'the address is private',
        given: { settings: { host: '10.1.2.3' } },
        says: 'E_UNSAFE_ADDRESS: 10.1.2.3 leads to an address inside a private network',
      },
      {
        reason: 'nobody listens there',
        given: { settings: { port: 1 } },
        says: 'E_DATABASE_UNREACHABLE: PostgreSQL at 127.0.0.1 did not answer',
      },
      {
        reason: 'it offers no encryption, and none weaker is tried',
        given: { settings: { tls: 'verified' } },
        says: 'E_DATABASE_NO_TLS: PostgreSQL at 127.0.0.1 offers no encryption, so nothing was sent',
      },
    ])
    .run(async ({ assert }, { given, says }) => {
      const organization = await givenOrganization()
      const database = await server.database()

      const refusal = await sentence(
        connectDatabase({ organization, port: server.port, database, ...given })
      )

      assert.include(refusal, says)
    })

  test('is the one that the product itself runs on', async ({ assert }) => {
    const organization = await givenOrganization()
    const own = new URL(process.env.DB_APP_URL!)

    const refusal = await sentence(
      connectDatabase({
        ...{ organization, port: Number(own.port), database: own.pathname.slice(1) },
        credentials: { user: own.username, password: decodeURIComponent(own.password) },
      })
    )

    assert.include(refusal, 'E_DATABASE_OWN_SERVER')
    assert.include(refusal, 'is the database that Quarterdeck itself runs on')
  })

  test('has a key that several rows share, which is refused with a sample', async ({ assert }) => {
    const source = await givenDatabaseSource(server, SALES)

    const refusal = await sentence(source.choose('sales', SOLD))

    assert.include(refusal, 'several have id 1')
    assert.include(await source.choose('sales', { ...SOLD, shop: 'id' }), { name: 'sales' })
  })

  test('is asked for a query that writes, which the server refuses', async ({ assert }) => {
    const source = await givenDatabaseSource(
      server,
      `${SALES} CREATE FUNCTION spoil() RETURNS int LANGUAGE sql SECURITY DEFINER
       AS $$ UPDATE visits SET guests = 0 RETURNING guests $$`
    )

    const refusal = await sentence(
      source.choose('SELECT id, day, spoil() AS guests FROM visits', VISITED)
    )

    assert.include(refusal, 'E_DATABASE_WRITES')
    const { rows } = await source.run('SELECT guests FROM visits')
    assert.deepEqual(rows, [{ guests: 3 }])
  })

  test('lost a column: its table fails with a sentence, the others are read', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, SALES)
    await source.choose('sales', { ...SOLD, shop: 'id' })
    await source.choose('visits', VISITED)
    await source.run('ALTER TABLE sales RENAME COLUMN amount TO total')

    const run = await source.sync()

    assert.include(run, { status: 'partial', records_read: '1' })
    assert.include(run.error_message!, 'A column of “public.sales” was renamed or removed')
  })
})

test.group('The sample databases', () => {
  test('open without an account, and never unencrypted where encryption is asked for', async ({
    assert,
  }) => {
    const launcher = '../../../bin/launch/sample_postgres.mjs'
    const { startSamplePostgres } = await import(launcher)
    const emulator = await startEmulator({ startDatabases: startSamplePostgres, vendors: [] })
    const leave = reachSandboxAt(emulator.url)
    const forbid = allowDatabasesHere()
    try {
      const organization = await givenOrganization()
      for (const kind of ['postgresql', 'mysql'] as const) {
        const { status } = await new ConnectSource().execute({
          ...{ organization, mode: 'sandbox', actor: { id: null }, now: new Date() },
          ...{ pluginId: `quarterdeck/${kind}`, connector: 'database' },
        })
        assert.equal(status, 'connected')
        const response = await fetch(`${emulator.url}/__emulator/databases?driver=${kind}`)
        const { port, database, ...credentials } = (await response.json()) as Sample
        const asked = { organization, kind, port, database, credentials }
        const refusal = await sentence(
          connectDatabase({ ...asked, settings: { tls: 'unverified' } })
        )
        assert.include(refusal, 'offers no encryption, so nothing was sent')
      }
    } finally {
      forbid()
      leave()
      await emulator.stop()
    }
  })
})

interface Sample {
  port: number
  database: string
  user: string
  password: string
}
