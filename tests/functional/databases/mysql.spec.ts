import { test } from '@japa/runner'
import { mysql } from '#reading/database/mysql'
import { givenOrganization } from '#tests/support/organizations'
import {
  connectDatabase,
  givenDatabaseSource,
  READER,
  type DatabaseServer,
  type Uses,
} from '#tests/support/databases'
import {
  canStartMariadb,
  givenCertificates,
  givenMariadb,
  WHY_NO_MARIADB,
} from '#tests/support/mariadb'

const ORDERS = `
  CREATE TABLE orders (
    id bigint unsigned PRIMARY KEY,
    ordered_at datetime NOT NULL,
    note varchar(40) CHARACTER SET latin1,
    currency enum('EUR', 'USD') NOT NULL,
    total decimal(30, 6),
    is_gift tinyint(1) NOT NULL,
    updated_at timestamp NULL
  );
  INSERT INTO orders VALUES
    (1, '2026-11-10 23:30:00', 'Café', 'EUR', 12.50, 1, '2026-11-10 10:00:00'),
    (2, '2026-11-10 10:00:00', 'Müller', 'EUR', 2147483647.409931, 0, '2026-11-10 23:30:00'),
    (18446744073709551615, '2026-11-11 08:00:00', NULL, 'USD', 7.25, 1, NULL);`

const USES: Uses = {
  id: 'id',
  ordered_at: 'date',
  note: 'dimension',
  currency: 'currency',
  total: 'metric:revenue',
  is_gift: 'number',
  updated_at: 'version',
}

const FACTS = `
  SELECT concat_ws(' ', f.day, e.external_id, f.currency, f.m00::bigint, f.m01::int,
    (SELECT string_agg(v, ',') FROM jsonb_each_text(b.dimensions) AS d (n, v))) AS fact
  FROM facts f JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id
    JOIN breakdowns b ON b.organization_id = f.organization_id AND b.id = f.breakdown_id
  ORDER BY length(e.external_id), e.external_id`

const VISITS = `
  CREATE TABLE visits (id binary(16) PRIMARY KEY, day date NOT NULL, guests int, updated_at datetime(6)) ENGINE = MyISAM;
  INSERT INTO visits SELECT unhex(md5(seq)), '2026-11-10', 2, '2026-11-10 10:00:00.5' FROM seq_1_to_4001;`

const VISITED: Uses = { id: 'id', day: 'date', guests: 'number' }

const ENDLESS =
  'SELECT count(*) AS n FROM seq_1_to_100000 a, seq_1_to_100000 b WHERE (a.seq * b.seq) % 7 = 3'

const sentence = (asked: Promise<unknown>) =>
  asked.then(
    () => 'nothing was refused',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`
  )

test.group('A table of a MySQL database', (group) => {
  let server: DatabaseServer
  let authority: string

  group.tap((each) => each.skip(!canStartMariadb(), WHY_NO_MARIADB))
  group.setup(async () => {
    const certificates = await givenCertificates('localhost')
    authority = certificates.authority
    server = await givenMariadb(certificates.options)
    return async () => {
      await server.stop()
      await certificates.remove()
    }
  })

  test('lands to the last digit, with times of its zone, and adds up as the server does', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, ORDERS, { timeZone: 'Europe/Berlin' })
    await source.choose('orders', USES)

    const run = await source.sync()

    assert.deepEqual([run.status, run.error_message], ['succeeded', null])
    const facts = await source.query<{ fact: string }>(FACTS)
    assert.deepEqual(
      facts.map(({ fact }) => fact),
      [
        '2026-11-10 1 EUR 12500000 1 Café',
        '2026-11-10 2 EUR 2147483647409931 0 Müller',
        '2026-11-11 18446744073709551615 USD 7250000 1',
      ]
    )
    const compared = 'SELECT status, count(*)::int AS sums FROM reconciliations GROUP BY 1'
    assert.deepEqual(await source.query(compared), [{ status: 'matched', sums: 3 }])
  })

  test('is read in pages behind bytes and fractions of a second, each row once', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, VISITS)
    await source.choose('visits', { ...VISITED, updated_at: 'version' })

    const run = await source.sync()

    assert.include(run, { status: 'succeeded', records_read: '4001' })
    const sums = 'SELECT count(*)::int AS n, sum(m00)::int AS guests FROM facts'
    assert.deepEqual(await source.query(sums), [{ n: 4001, guests: 8002 }])
  })

  test('is read whole without a cursor: rows that are gone there go here', async ({ assert }) => {
    const source = await givenDatabaseSource(server, VISITS)
    await source.choose('visits', VISITED)
    await source.sync()
    await source.run(
      'DELETE FROM visits WHERE id IN (unhex(md5(1)), unhex(md5(3000)), unhex(md5(4001)))'
    )

    const run = await source.sync()

    assert.deepEqual([run.status, run.error_message], ['succeeded', null])
    const sums = `SELECT count(*)::int AS n, sum(m00)::int AS guests,
      (SELECT count(*)::int FROM fact_revisions WHERE kind = 'removed') AS removed FROM facts`
    assert.deepEqual(await source.query(sums), [{ n: 3998, guests: 7996, removed: 3 }])
  })

  test('has rows on no day, which are rejected and told; the others are read', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(
      server,
      `SET sql_mode = ''; CREATE TABLE visits (id int PRIMARY KEY, day date NOT NULL, guests int);
       INSERT INTO visits VALUES (1, '0000-00-00', 9), (2, '2026-11-10', 3)`
    )
    await source.choose('visits', VISITED)

    const run = await source.sync()

    assert.include(run, { records_read: '2', records_rejected: '1' })
    assert.deepEqual(await source.query('SELECT m00::int AS guests FROM facts'), [{ guests: 3 }])
  })

  test('is not connected, and the sentence says why: {reason}')
    .with([
      {
        reason: 'the password is wrong',
        given: { credentials: { ...READER, password: 'guessed' } },
        says: 'E_DATABASE_PASSWORD: MySQL at 127.0.0.1 does not accept user “till_reader” with this password',
      },
      {
        reason: 'the account may not use the database',
        given: { settings: { database: 'mysql' } },
        says: 'E_DATABASE_PERMISSION: User “till_reader” may not read this database',
      },
      {
        reason: 'its certificate comes from an authority that nobody knows',
        given: { settings: { host: 'localhost', tls: 'verified' } },
        says: 'E_DATABASE_CERTIFICATE: The certificate of MySQL at localhost could not be verified',
      },
      {
        reason: 'nobody listens there',
        given: { settings: { port: 1 } },
        says: 'E_DATABASE_UNREACHABLE: MySQL at 127.0.0.1 did not answer',
      },
    ])
    .run(async ({ assert }, { given, says }) => {
      const database = await server.database()
      const place = { kind: server.kind, port: server.port, database, ...given }

      const refusal = await sentence(
        connectDatabase({ organization: await givenOrganization(), ...place })
      )

      assert.include(refusal, says)
    })

  test('is reached encrypted, where the certificate is of its host', async ({ assert }) => {
    const settings = { tls: 'verified', certificate: authority }
    const place = { kind: server.kind, port: server.port, database: await server.database() }
    const organization = await givenOrganization()

    const asked = { organization, ...place, settings: { ...settings, host: 'localhost' } }
    const connection = await connectDatabase(asked)
    assert.equal(connection.state, 'connected')
    const byAddress = await sentence(connectDatabase({ organization, ...place, settings }))
    assert.include(byAddress, 'certificate is checked by the name of its host, so nothing was sent')
  })

  test('is asked for what writes or never ends, and the server refuses it', async ({ assert }) => {
    const source = await givenDatabaseSource(
      server,
      `${VISITS} CREATE FUNCTION spoil() RETURNS int MODIFIES SQL DATA BEGIN UPDATE visits SET guests = 0; RETURN 1; END`
    )
    const refusalOf = (query: string) => sentence(source.choose(query, VISITED))

    const writing = await refusalOf('SELECT id, day, spoil() AS guests FROM visits LIMIT 1')
    assert.include(writing, 'E_DATABASE_WRITES')
    const second = await refusalOf('SELECT id, day, guests FROM visits) q; DROP TABLE visits; (')
    assert.include(second, 'E_DATABASE_QUERY')
    const { rows } = await source.run('SELECT sum(guests) AS guests FROM visits')
    assert.deepEqual(rows, [{ guests: '8002' }])
    const open = await mysql.open({ ...source.target, ...READER })
    const endless = await open
      .ask({ text: ENDLESS, values: [] }, 100)
      .catch((error: unknown) => mysql.faultOf(error))
    await open.close()
    assert.equal(endless, 'timeout')
  })
})
