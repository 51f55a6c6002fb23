import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { preparePage, rollUp, storedTotals, undoRun, writePage } from '#warehouse'
import { factsOf } from '#warehouse/queries/facts_of'
import { campaign, fact, givenStream, NOON, read, write } from '#tests/support/warehouse'

const DAYS = Array.from(
  { length: 28 },
  (_, index) => `2026-02-${String(index + 1).padStart(2, '0')}`
)

/** The late writer stands at the mark that the roll-up holds. */
async function untilSomebodyWaits(organization: { id: string }) {
  const waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
  let waiters: unknown[] = []
  while (waiters.length === 0) {
    waiters = await read(organization, waiting)
  }
}

test.group('Several workers', () => {
  test('write and roll up the same days at once without losing a mark', async ({ assert }) => {
    const warehouse = await givenStream()
    const { organization } = warehouse
    const roll = () => withTenant(organization.id, (tenant) => rollUp(tenant, { now: NOON }))
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; round < 5; round++) {
        const facts = DAYS.map((day, at) =>
          fact(day, [writer + round + at], { campaign: String((writer + round) % 3) })
        )
        await write(warehouse, { facts: writer % 2 ? facts.toReversed() : facts })
        await roll()
      }
    })
    await Promise.all([...writers, roll(), roll()])
    await roll()

    assert.deepEqual(
      await read(
        organization,
        'SELECT day::text, rows, sums[1] AS sum FROM daily_rollups ORDER BY day'
      ),
      await read(
        organization,
        'SELECT day::text, count(*) AS rows, sum(m00) AS sum FROM facts GROUP BY day ORDER BY day'
      )
    )
  })

  test('a mark set while a roll-up holds it is still there afterwards', async ({ assert }) => {
    const warehouse = await givenStream()
    const { organization } = warehouse
    await write(warehouse, { facts: [fact(DAYS[0], [1])] })
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const rolling = withTenant(organization.id, async (tenant) => {
      await rollUp(tenant, { now: NOON })
      held.resolve()
      await release.promise
    })
    await held.promise
    const late = write(warehouse, { facts: [fact(DAYS[0], [5], { campaign: '2' })] })
    await untilSomebodyWaits(organization)
    release.resolve()
    await Promise.all([rolling, late])

    assert.lengthOf(await read(organization, 'SELECT 1 FROM dirty_buckets'), 1)
  })

  test('that bring the first rows of a day at once leave one row, and what it was', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    const { organization, stream } = warehouse
    const [written, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = withTenant(organization.id, async (tenant) => {
      const page = { stream, entities: [], facts: [fact(DAYS[0], [1])], events: [] }
      await writePage(tenant, preparePage(page), { runId: newId(), now: NOON })
      written.resolve()
      await release.promise
    })
    await written.promise
    const second = write(warehouse, { facts: [fact(DAYS[0], [5]), fact(DAYS[1], [7])] })
    await untilSomebodyWaits(organization)
    release.resolve()
    const [, outcome] = await Promise.all([first, second])

    assert.deepEqual(outcome, { written: 1, restated: 1, unchanged: 0, duplicates: 0 })
    assert.deepEqual(await read(organization, 'SELECT m00 FROM facts ORDER BY day'), [
      { m00: 5 },
      { m00: 7 },
    ])
    assert.deepEqual(await read(organization, 'SELECT numbers[1] AS was FROM fact_revisions'), [
      { was: 1 },
    ])
  })
})

test.group('Two organizations', () => {
  test('neither reads, restates, undoes nor rolls up the rows of the other', async ({ assert }) => {
    const [ours, theirs] = [await givenStream(), await givenStream()]
    const runId = newId()
    await write(theirs, { facts: [fact(DAYS[0], [7])], entities: [campaign('1')], runId })
    const question = { streamId: theirs.stream.id, from: DAYS[0], to: DAYS[27] }

    const [totals, rows, undone, rolled] = await withTenant(
      ours.organization.id,
      async (tenant) => [
        await storedTotals(tenant, question),
        await factsOf(tenant, question),
        await undoRun(tenant, { runId, connectionId: theirs.stream.connectionId, now: NOON }),
        await rollUp(tenant, { now: NOON }),
      ]
    )

    assert.deepEqual(
      [totals, rows, undone, rolled],
      [[], { rows: [], next: null }, { removed: 0, restored: 0 }, { buckets: 0 }]
    )
    assert.deepEqual(await read(theirs.organization, 'SELECT m00 FROM facts'), [{ m00: 7 }])
    assert.lengthOf(await read(theirs.organization, 'SELECT 1 FROM dirty_buckets'), 1)
  })

  test('a page written with a foreign stream stays in the organization that wrote it', async ({
    assert,
  }) => {
    const [ours, theirs] = [await givenStream(), await givenStream()]
    const facts = [fact(DAYS[0], [1])]
    const page = preparePage({ stream: theirs.stream, entities: [], events: [], facts })
    await withTenant(ours.organization.id, (tenant) =>
      writePage(tenant, page, { runId: newId(), now: NOON })
    )

    assert.deepEqual(await read(theirs.organization, 'SELECT 1 FROM facts'), [])
  })
})
