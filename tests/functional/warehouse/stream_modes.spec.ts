import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { rollUp } from '#warehouse'
import type { Slot } from '#shared/records'
import { AD_SLOTS, fact, givenStream, NOON, read, write } from '#tests/support/warehouse'

const LATER = NOON.plus({ hours: 1 })
const FOLLOWERS: Slot[] = [{ metric: 'followers', unit: 'count', aggregation: 'last' }]

test.group('Stream modes', () => {
  test('an order that moves to another day leaves the first one', async ({ assert }) => {
    const warehouse = await givenStream({ mode: 'event' })
    const { organization } = warehouse
    await write(warehouse, { facts: [fact('2026-02-01', [1, 1, 500])] })

    const outcome = await write(warehouse, { facts: [fact('2026-02-03', [1, 1, 500])], now: LATER })
    await withTenant(organization.id, (tenant) => rollUp(tenant, { now: LATER }))

    assert.deepEqual(outcome, { written: 0, restated: 1, unchanged: 0, duplicates: 0 })
    assert.deepEqual(await read(organization, 'SELECT day::text FROM daily_rollups'), [
      { day: '2026-02-03' },
    ])
    assert.deepEqual(await read(organization, 'SELECT day::text, kind FROM fact_revisions'), [
      { day: '2026-02-01', kind: 'removed' },
    ])
  })

  test('an order whose status changes is still one row', async ({ assert }) => {
    const warehouse = await givenStream({ mode: 'event' })
    const paid = fact('2026-02-01', [1], { dimensions: { status: 'paid' } })
    await write(warehouse, { facts: [fact('2026-02-01', [1], { dimensions: { status: 'open' } })] })

    const outcomes = [
      await write(warehouse, { facts: [paid], now: LATER }),
      await write(warehouse, { facts: [paid, paid], now: LATER }),
    ]

    assert.deepEqual(outcomes[0], { written: 0, restated: 1, unchanged: 0, duplicates: 0 })
    assert.deepEqual(outcomes[1], { written: 0, restated: 0, unchanged: 1, duplicates: 1 })
    assert.lengthOf(await read(warehouse.organization, 'SELECT 1 FROM facts'), 1)
  })

  test('a running total is kept with its change, whatever order the days come in', async ({
    assert,
  }) => {
    const warehouse = await givenStream({ mode: 'snapshot', slots: FOLLOWERS })
    await write(warehouse, { facts: [fact('2026-02-03', [130]), fact('2026-02-01', [100])] })
    await write(warehouse, { facts: [fact('2026-02-02', [110])], now: LATER })

    assert.deepEqual(
      await read(
        warehouse.organization,
        'SELECT day::text, m00 AS value, m01 AS change FROM facts ORDER BY day'
      ),
      [
        { day: '2026-02-01', value: 100, change: null },
        { day: '2026-02-02', value: 110, change: 10 },
        { day: '2026-02-03', value: 130, change: 20 },
      ]
    )
    assert.equal(warehouse.stream.slots[1].metric, 'followers_change')
  })

  test('a stream of forty numbers adds them all up', async ({ assert }) => {
    const slots = Array.from({ length: 40 }, (_, index): Slot => ({
      ...AD_SLOTS[0],
      metric: `n${index}`,
    }))
    const warehouse = await givenStream({ slots })
    const numbers = slots.map((_, index) => (index === 39 ? null : index + 0.5))
    const facts = [fact('2026-02-01', numbers), fact('2026-02-01', numbers, { campaign: '2' })]
    await write(warehouse, { facts })
    const again = await write(warehouse, { facts, now: LATER })
    const restated = [fact('2026-02-01', [...numbers.slice(0, 39), 7])]
    const changed = await write(warehouse, { facts: restated, now: LATER })
    await withTenant(warehouse.organization.id, (tenant) => rollUp(tenant, { now: LATER }))

    const [{ sums }] = await read(warehouse.organization, 'SELECT sums FROM daily_rollups')
    assert.deepEqual(again, { written: 0, restated: 0, unchanged: 2, duplicates: 0 })
    assert.equal(changed.restated, 1)
    assert.deepEqual(sums, [...numbers.slice(0, 39).map((number) => number! * 2), 7])
  })
})
