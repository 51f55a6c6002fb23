import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { pauseSource, resumeSource } from '#sync/actions/pause_source'
import { RemoveSource, Connection } from '#connections'
import { CleanUpDeliveries } from '#webhooks/actions/clean_up_deliveries'
import { processDeliveriesJob } from '#webhooks/jobs/process_deliveries'
import { runWaiting } from '#tests/support/jobs'
import { seededRandom } from '#tests/support/seeded_random'
import { givenTill, givenTills, type Till } from '#tests/support/till'

const states = (till: Till) =>
  till.deliveries().then((all) => all.map(({ outcome, code }) => `${outcome} ${code}`))

test.group('Deliveries of one record', (group) => {
  group.setup(async () => givenTills())

  test('in any order end in the newest state', async ({ assert }) => {
    const till = await givenTill()
    const random = seededRandom(20261130)
    const updates = [1, 2, 3, 4, 5, 6].map((updated) => ({
      id: 's1',
      total: updated * 10,
      updated,
    }))
    const shuffled = updates.toSorted(() => random() - 0.5)
    for (const sale of shuffled) {
      await till.sell(`d${sale.updated}`, [sale])
      await (random() > 0.5 ? till.work() : undefined)
    }
    await Promise.all([till.work(), till.work(), till.work()])

    assert.deepEqual(await till.revenue(), { s1: 60 })
    const { length } = await till.query(
      `SELECT 1 FROM webhook_deliveries WHERE outcome = 'waiting'`
    )
    assert.equal(length, 0)
  })

  test('that is older than what is stored changes nothing, and says so', async ({ assert }) => {
    const till = await givenTill()
    await till.sell('d2', [{ id: 's1', total: 20, updated: '2026-11-20T11:00:00Z' }])
    await till.work()
    await till.sell('d1', [{ id: 's1', total: 10, updated: '2026-11-20T10:00:00Z' }])
    await till.work()

    assert.deepEqual(await till.revenue(), { s1: 20 })
    assert.deepEqual(await states(till), ['landed null', 'ignored E_OLDER'])
  })

  test('without a version follow the order of arrival', async ({ assert, cleanup }) => {
    const leave = await givenTills({
      routes: [{ stream: 'sales', records: 'sales' }],
    })
    cleanup(() => leave())
    const till = await givenTill()
    await till.sell('d1', [{ id: 's1', total: 10 }])
    await till.sell('d2', [{ id: 's1', total: 20 }])
    await till.query(
      `UPDATE webhook_deliveries SET received_at = received_at + CASE event_id WHEN 'event d1' THEN interval '1 hour' ELSE interval '0' END`
    )
    await till.work()

    assert.deepEqual(await till.revenue(), { s1: 10 })
  })

  test('reject what does not map, keep the rest, and are told apart when replayed', async ({
    assert,
  }) => {
    const till = await givenTill()
    await till.sell('d1', [
      { id: 's1', total: 'twelve' },
      { id: 's2', total: 2 },
    ])
    await till.sell('d2', [{ id: 's3', total: 'three' }])
    await till.work()

    assert.deepEqual(await till.revenue(), { s2: 2 })
    assert.deepEqual(await states(till), ['landed null', 'failed E_WRONG_TYPE'])
    assert.lengthOf(await till.query('SELECT 1 FROM rejected_records'), 2)
  })
})

test.group('Deliveries to a source', (group) => {
  group.setup(async () => givenTills())

  test('that is paused wait, and land when it is resumed', async ({ assert }) => {
    const till = await givenTill()
    const change = { connectionId: till.connectionId, now: new Date() }
    await withTenant(till.organizationId, (tenant) => pauseSource(tenant, change))
    const { status } = await till.sell('d1', [{ id: 's1', total: 5 }])
    await runWaiting(processDeliveriesJob)
    const before = await states(till)
    await withTenant(till.organizationId, (tenant) => resumeSource(tenant, change))
    await runWaiting(processDeliveriesJob)

    assert.deepEqual([status, before], [200, ['waiting null']])
    assert.deepEqual(await states(till), ['landed null'])
  })

  test('that was removed are told that it is gone', async ({ assert }) => {
    const till = await givenTill()
    await till.sell('d1', [{ id: 's1', total: 5 }])
    await withTenant(till.organizationId, async () => {
      const source = await Connection.of({ id: till.organizationId })
        .where('id', till.connectionId)
        .firstOrFail()
      await new RemoveSource().execute(source as Connection, {
        actor: { id: null },
        now: new Date(),
      })
    })
    const { status, answer } = await till.sell('d2', [{ id: 's2', total: 5 }])

    assert.equal(status, 410)
    assert.match(answer, /was removed/)
    assert.deepEqual(await till.deliveries(), [])
  })

  test('of which one breaks stop no other, and that one is kept for a person', async ({
    assert,
  }) => {
    const till = await givenTill()
    await till.sell('d1', [{ id: 's1', total: 5 }])
    await till.sell('d2', [{ id: 's2', total: 5 }])
    await till.query(`UPDATE webhook_deliveries SET body = '\\x00' WHERE event_id = 'event d1'`)

    for (let tries = 0; tries < 5; tries++) {
      await till.work().catch(() => undefined)
    }

    assert.deepEqual(await states(till), ['failed E_INTERNAL', 'landed null'])
    await till.work()
  })
})

test.group('Deliveries of the past', (group) => {
  group.setup(async () => givenTills())

  test('are removed after a month, but not what waits', async ({ assert }) => {
    const till = await givenTill()
    await till.sell('d1', [{ id: 's1', total: 5 }])
    await till.work()
    await till.sell('d2', [{ id: 's2', total: 5 }])
    await new CleanUpDeliveries().execute(DateTime.now().plus({ days: 29 }).toJSDate())
    const kept = await states(till)
    await new CleanUpDeliveries().execute(DateTime.now().plus({ days: 31 }).toJSDate())

    assert.deepEqual(
      [kept, await states(till)],
      [['landed null', 'waiting null'], ['waiting null']]
    )
  })
})
