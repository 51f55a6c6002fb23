import { test } from '@japa/runner'
import { newId, withTenant } from '#foundation'
import { replaceDays, rollUp, undoRun } from '#warehouse'
import { fact, givenStream, NOON, read, write, type Warehouse } from '#tests/support/warehouse'

const at = (hours: number) => NOON.plus({ hours })

const undo = (
  { organization, stream: { connectionId } }: Warehouse,
  runId: string,
  hours: number
) =>
  withTenant(organization.id, (tenant) => undoRun(tenant, { runId, connectionId, now: at(hours) }))

const numbers = ({ organization }: Warehouse) =>
  read(organization, 'SELECT day::text AS day, m00 AS n, run_id FROM facts ORDER BY day')

test.group('Undoing a run', () => {
  test('removes what it brought and restores what it restated', async ({ assert }) => {
    const warehouse = await givenStream()
    const [first, second] = [newId(), newId()]
    await write(warehouse, { facts: [fact('2026-02-01', [1])], runId: first })
    const facts = [fact('2026-02-01', [2]), fact('2026-02-02', [3])]
    await write(warehouse, { facts, runId: second, now: at(1) })

    const outcome = await undo(warehouse, second, 2)

    assert.deepEqual(outcome, { removed: 2, restored: 1 })
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 1, run_id: first }])
  })

  test('a second undo changes nothing', async ({ assert }) => {
    const warehouse = await givenStream()
    const runId = newId()
    await write(warehouse, { facts: [fact('2026-02-01', [1])], runId })
    await undo(warehouse, runId, 1)

    assert.deepEqual(await undo(warehouse, runId, 2), { removed: 0, restored: 0 })
    assert.deepEqual(await numbers(warehouse), [])
  })

  test('what a later run said stays, and its own undo skips the run that was undone', async ({
    assert,
  }) => {
    const warehouse = await givenStream()
    const runs = [newId(), newId(), newId()]
    for (const [place, runId] of runs.entries()) {
      await write(warehouse, { facts: [fact('2026-02-01', [place])], runId, now: at(place) })
    }

    await undo(warehouse, runs[1], 3)
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 2, run_id: runs[2] }])
    await undo(warehouse, runs[2], 4)
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 0, run_id: runs[0] }])
  })

  test('a stream of entities, which has no numbers, is no hindrance', async ({ assert }) => {
    const warehouse = await givenStream({ slots: [] })

    assert.deepEqual(await undo(warehouse, newId(), 1), { removed: 0, restored: 0 })
  })

  test('the roll-up follows', async ({ assert }) => {
    const warehouse = await givenStream()
    const runId = newId()
    await write(warehouse, { facts: [fact('2026-02-01', [1])], runId })
    await withTenant(warehouse.organization.id, (tenant) => rollUp(tenant, { now: at(1) }))
    await undo(warehouse, runId, 2)
    await withTenant(warehouse.organization.id, (tenant) => rollUp(tenant, { now: at(2) }))

    assert.deepEqual(await read(warehouse.organization, 'SELECT * FROM daily_rollups'), [])
  })

  test('a replacement that a later one replaced brings nothing back', async ({ assert }) => {
    const warehouse = await givenStream()
    const { organization, stream } = warehouse
    const runs = [newId(), newId(), newId()]
    for (const [place, runId] of runs.entries()) {
      const facts = [fact('2026-02-01', [place], { campaign: runId })]
      await write(warehouse, { facts, runId, now: at(place) })
      if (place > 0) {
        const replacement = { streamId: stream.id, runId, now: at(place) }
        await withTenant(organization.id, (tenant) => replaceDays(tenant, replacement))
      }
    }

    await undo(warehouse, runs[1], 3)
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 2, run_id: runs[2] }])
    await undo(warehouse, runs[2], 4)
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 0, run_id: runs[0] }])
  })

  test('an order that the run moved to another day moves back', async ({ assert }) => {
    const warehouse = await givenStream({ mode: 'event' })
    const [first, second] = [newId(), newId()]
    await write(warehouse, { facts: [fact('2026-02-01', [1])], runId: first })
    await write(warehouse, { facts: [fact('2026-02-05', [1])], runId: second, now: at(1) })
    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-05', n: 1, run_id: second }])

    await undo(warehouse, second, 2)

    assert.deepEqual(await numbers(warehouse), [{ day: '2026-02-01', n: 1, run_id: first }])
    await write(warehouse, { facts: [fact('2026-02-06', [1])], now: at(3) })
    assert.lengthOf(await numbers(warehouse), 1)
  })
})
