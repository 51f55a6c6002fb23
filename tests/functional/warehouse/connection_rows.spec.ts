import { test } from '@japa/runner'
import { newId, withTenant, type TenantTransaction } from '#foundation'
import { preparePage, removeConnectionRows, rollUp, undoRun, writePage } from '#warehouse'
import { factsOf } from '#warehouse/queries/facts_of'
import { campaign, fact, givenStream, NOON, read, write } from '#tests/support/warehouse'
import type { EventRecord } from '#shared/records'

const LATER = NOON.plus({ hours: 1 })
const TABLES = [
  'facts',
  'fact_revisions',
  'fact_places',
  'daily_rollups',
  'dirty_buckets',
  'entities',
  'events',
  'source_streams',
]

const paid: EventRecord = {
  externalId: 'evt_1',
  name: 'payment_succeeded',
  occurredAt: '2026-02-01T23:30:00+01:00',
  actor: null,
  entity: { kind: 'campaign', externalId: '1' },
  properties: { note: 'a\u0000b\ud800' },
  revenueMicros: 12_000_000,
  currency: 'JPY',
}

/** Which of the tables hold something of the organization. */
async function filledTables(organization: { id: string }) {
  const counts = await Promise.all(
    TABLES.map((table) => read(organization, `SELECT 1 FROM ${table} LIMIT 1`))
  )
  return TABLES.filter((_, index) => counts[index].length > 0)
}

test.group('Rows of a connection', () => {
  test('removing a connection leaves none, and another organization keeps its own', async ({
    assert,
  }) => {
    const [ours, theirs] = [await givenStream({ mode: 'event' }), await givenStream()]
    const within = <Result>(work: (tenant: TenantTransaction) => Promise<Result>) =>
      withTenant(ours.organization.id, work)
    for (const warehouse of [ours, theirs]) {
      await write(warehouse, { facts: [fact('2026-02-01', [1])], entities: [campaign('1')] })
    }
    await within((tenant) => rollUp(tenant, { now: LATER }))
    for (const warehouse of [ours, theirs]) {
      await write(warehouse, { facts: [fact('2026-02-01', [2])], now: LATER })
    }
    const page = preparePage({ stream: ours.stream, entities: [], facts: [], events: [paid] })
    await within((tenant) => writePage(tenant, page, { runId: newId(), now: LATER }))
    assert.deepEqual(await filledTables(ours.organization), TABLES)

    await within((tenant) => removeConnectionRows(tenant, ours.stream.connectionId))

    assert.deepEqual(await filledTables(ours.organization), [])
    assert.deepEqual(await read(theirs.organization, 'SELECT m00 FROM facts'), [{ m00: 2 }])
  })

  test('an event that comes twice is one event, and goes with its run', async ({ assert }) => {
    const { organization, stream } = await givenStream()
    const runId = newId()
    const page = preparePage({ stream, entities: [], facts: [], events: [paid, paid] })
    const writing = { runId, now: NOON }
    const outcomes = [
      await withTenant(organization.id, (tenant) => writePage(tenant, page, writing)),
      await withTenant(organization.id, (tenant) => writePage(tenant, page, writing)),
    ]

    assert.deepEqual(outcomes[0], { written: 1, restated: 0, unchanged: 0, duplicates: 1 })
    assert.deepEqual(outcomes[1], { written: 0, restated: 0, unchanged: 1, duplicates: 1 })
    assert.deepEqual(
      await read(organization, 'SELECT day::text, revenue_micros, properties FROM events'),
      [{ day: '2026-02-01', revenue_micros: '12000000', properties: { note: 'a\uFFFDb\uFFFD' } }]
    )
    await withTenant(organization.id, (tenant) =>
      undoRun(tenant, { runId, connectionId: stream.connectionId, now: LATER })
    )
    assert.deepEqual(await read(organization, 'SELECT 1 FROM events'), [])
  })

  test('a killed transaction leaves nothing', async ({ assert }) => {
    const { organization, stream } = await givenStream()
    const [entities, facts] = [[campaign('1')], [fact('2026-02-01', [1])]]
    const page = preparePage({ stream, entities, facts, events: [paid] })
    await assert.rejects(() =>
      withTenant(organization.id, async (tenant) => {
        await writePage(tenant, page, { runId: newId(), now: NOON })
        await tenant.query('SELECT pg_terminate_backend(pg_backend_pid())')
      })
    )

    assert.deepEqual(await filledTables(organization), ['source_streams'])
    await write({ organization, stream }, { facts: [fact('2026-02-01', [1])] })
    assert.lengthOf(await read(organization, 'SELECT 1 FROM breakdowns'), 1)
  })

  test('the rows behind a number come a page at a time', async ({ assert }) => {
    const warehouse = await givenStream()
    const days = ['2026-02-01', '2026-02-02', '2026-02-03']
    const facts = days.map((day, place) => fact(day, [place]))
    await write(warehouse, { entities: [campaign('1', 'Spring')], facts })
    const question = { streamId: warehouse.stream.id, from: days[0], to: days[2], limit: 2 }
    const ask = (after?: string) =>
      withTenant(warehouse.organization.id, (tenant) => factsOf(tenant, { ...question, after }))

    const first = await ask()
    const last = await ask(first.next!)

    assert.deepEqual(
      [...first.rows, ...last.rows].map((row) => [
        row.day,
        row.numbers.impressions,
        row.entity?.name,
      ]),
      days.map((day, place) => [day, place, 'Spring'])
    )
    assert.equal(first.rows[0].syncedAt, '2026-03-01T12:00:00.000Z')
    assert.isNull(last.next)
  })
})
