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

  test('is read whole without a cursor: rows that are gone there go here, and the history keeps them', async ({
    assert,
  }) => {
    const source = await givenDatabaseSource(server, ORDERS)
    await source.choose('orders', WITHOUT_CURSOR)
    await source.sync()
    await source.run('DELETE FROM orders WHERE id < 3')

    const run = await source.sync()

    assert.include(run, { status: 'succeeded', error_message: null })
    assert.deepEqual(await ids(source), ['9007199254740993'])
    assert.deepEqual(await source.query(REMOVED), [{ amount: '100000' }, { amount: '12500000' }])
    const notes = await source.query<{ reason: string }>(
      `SELECT DISTINCT reason FROM reconciliations WHERE run_id = '${run.id}'`
    )
    assert.deepEqual(notes, [
      {
        reason: '2 rows that the vendor no longer reports were removed; the history keeps them.',
      },
    ])
    await source.run(`INSERT INTO orders VALUES (1, '2026-11-12', 'DE', 'EUR', 3, NULL)`)
    await source.sync()
    assert.deepEqual(await ids(source), ['1', '9007199254740993'])
  })

  test('loses nothing to a reading that does not say what is gone: {name}')
    .with([
      {
        name: 'the table is empty',
        change: 'DELETE FROM orders',
        status: 'partial',
      },
      {
        name: 'a row cannot be read',
        change: `DELETE FROM orders WHERE id = 1; UPDATE orders SET currency = 'Euro' WHERE id = 2`,
        status: 'partial',
      },
      {
        name: 'the table is gone',
        change: 'DROP TABLE orders',
        status: 'failed',
      },
    ])
    .run(async ({ assert }, { change, status }) => {
      const source = await givenDatabaseSource(server, ORDERS)
      await source.choose('orders', WITHOUT_CURSOR)
      await source.sync()
      await source.run(change)

      const run = await source.sync()

      assert.equal(run.status, status)
      assert.deepEqual(await ids(source), ['1', '2', '9007199254740993'])
    })

  test('loses nothing to a run that goes on in the middle of a table', async ({ assert }) => {
    const source = await givenDatabaseSource(server, ORDERS)
    await source.choose('orders', WITHOUT_CURSOR)
    await source.sync()
    await source.run('DELETE FROM orders WHERE id = 2')
    await source.query(BEHIND_THE_FIRST)

    await source.sync()
    assert.deepEqual(await ids(source), ['1', '2', '9007199254740993'])

    await source.sync()
    assert.deepEqual(await ids(source), ['1', '9007199254740993'])
  })
})

const WITHOUT_CURSOR = Object.fromEntries(
  Object.entries(USES).filter(([column]) => column !== 'updated_at')
)

const REMOVED = `SELECT numbers[1]::bigint::text AS amount FROM fact_revisions WHERE kind = 'removed' ORDER BY 1`

/** A worker that ended behind the row 1 left this place. */
const BEHIND_THE_FIRST = `UPDATE stream_states SET at = jsonb_build_object('start', '2007-01-01', 'from', '2007-01-01',
  'until', '2026-11-20', 'since', '2026-11-20', 'resume', jsonb_build_object('phase', 'set', 'after', jsonb_build_array('1')))`

const ids = (source: { query: <Row>(text: string) => Promise<Row[]> }) =>
  source.query<Landed>(FACTS).then((facts) => facts.map(({ id }) => id))
