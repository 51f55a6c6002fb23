import { test } from '@japa/runner'
import {
  givenDatabaseServer,
  givenDatabaseSource,
  type DatabaseServer,
  type Uses,
} from '#tests/support/databases'

const ORDERS = `
  CREATE TABLE orders (
    id bigint PRIMARY KEY,
    ordered_at timestamptz NOT NULL,
    country text,
    currency text NOT NULL,
    total numeric(30, 6),
    updated_at timestamptz
  );
  INSERT INTO orders VALUES
    (1, '2026-11-10 10:00+00', 'DE', 'EUR', 12.50, '2026-11-10 10:00+00'),
    (2, '2026-11-10 23:30+00', 'NL', 'EUR', 0.10, '2026-11-10 23:30+00'),
    (9007199254740993, '2026-11-11 08:00+00', 'DE', 'USD', 7.25, NULL);`

const USES: Uses = {
  id: 'id',
  ordered_at: 'date',
  country: 'dimension',
  currency: 'currency',
  total: 'metric:revenue',
  updated_at: 'version',
}

const FACTS = `
  SELECT f.day::text AS day, e.external_id AS id, f.currency, f.m00::text AS amount
  FROM facts f JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id
  ORDER BY e.external_id`

interface Landed {
  day: string
  id: string
  currency: string
  amount: string
}

test.group('A table of a PostgreSQL database', (group) => {
  let server: DatabaseServer

  group.setup(async () => {
    server = await givenDatabaseServer()
    return () => server.stop()
  })

  test('lands as it was mapped, to the last digit and on the organization’s days', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, ORDERS)
    await source.choose('orders', USES)

    const run = await source.sync()

    assert.include(run, { status: 'succeeded', records_read: '3', records_rejected: '0' })
    assert.deepEqual(await source.query<Landed>(FACTS), [
      { day: '2026-11-10', id: '1', currency: 'EUR', amount: '12500000' },
      { day: '2026-11-11', id: '2', currency: 'EUR', amount: '100000' },
      { day: '2026-11-11', id: '9007199254740993', currency: 'USD', amount: '7250000' },
    ])
  })

  test('is compared with what the server adds up itself', async ({ assert }) => {
    const source = await givenDatabaseSource(server, ORDERS)
    await source.choose('orders', USES)
    await source.sync()

    const compared = await source.query(
      `SELECT metric, currency, status, vendor_total::text AS theirs, stored_total::text AS ours
       FROM reconciliations ORDER BY currency`
    )

    assert.deepEqual(compared, [
      {
        ...{ metric: 'revenue', currency: 'EUR', status: 'matched' },
        ...{ theirs: '12600000', ours: '12600000' },
      },
      {
        ...{ metric: 'revenue', currency: 'USD', status: 'matched' },
        ...{ theirs: '7250000', ours: '7250000' },
      },
    ])
  })

  test('is read on by its cursor: what changed is written over, rows without one are read again', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, ORDERS)
    await source.choose('orders', USES)
    await source.sync()
    await source.run(`UPDATE orders SET total = 20, updated_at = '2026-11-20 11:00+00' WHERE id = 1;
      INSERT INTO orders VALUES (4, '2026-11-20 10:30+00', 'FR', 'EUR', 5, '2026-11-20 10:30+00')`)

    const run = await source.sync(new Date('2026-11-20T12:00:00Z'))

    assert.include(run, { status: 'succeeded', records_read: '3', records_written: '1' })
    const facts = await source.query<Landed>(FACTS)
    assert.deepEqual(
      facts.map(({ id, amount }) => [id, amount]),
      [
        ['1', '20000000'],
        ['2', '100000'],
        ['4', '5000000'],
        ['9007199254740993', '7250000'],
      ]
    )
  })
})
