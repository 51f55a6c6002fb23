import { test } from '@japa/runner'
import { newToken } from '#webhooks/address'
import { MOST_BYTES, MOST_REFUSALS_PER_MINUTE } from '#webhooks/limits'
import { givenTill, givenTills } from '#tests/support/till'

const LAST_YEAR = Math.floor(Date.now() / 1_000) - 365 * 86_400
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1_000) - seconds

test.group('What a vendor sends', (group) => {
  group.setup(async () => givenTills())

  test('is answered as the vendor wants, and lands', async ({ assert }) => {
    const till = await givenTill()

    const { status, answer } = await till.sell('d1', [{ id: 's1', total: '12.50' }])
    await till.work()

    assert.deepEqual([status, JSON.parse(answer)], [200, { ResultCode: 0, id: 'd1' }])
    assert.deepEqual(await till.revenue(), { s1: 12.5 })
    const [run] = await till.query('SELECT kind, status, records_written FROM sync_runs')
    assert.deepEqual(run, { kind: 'webhook', status: 'succeeded', records_written: '1' })
  })

  test('counts once, however often it is sent', async ({ assert }) => {
    const till = await givenTill()
    const send = () => till.sell('d1', [{ id: 's1', total: 5 }])

    const answers = await Promise.all([send(), send(), send()])
    await till.work()
    await send()
    await till.work()

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200]
    )
    assert.deepEqual(await till.deliveries(), [
      { event: 'event d1', outcome: 'landed', code: null, times: 4 },
    ])
    assert.deepEqual(await till.revenue(), { s1: 5 })
  })

  test('is refused where a byte of it, its secret or its time is another', async ({ assert }) => {
    const till = await givenTill()
    const sale = [{ id: 's1', total: 5 }]
    const answers = [
      await till.sell('d1', sale, { secret: 'another' }),
      await till.sell('d2', sale, { tamper: (body) => JSON.stringify(JSON.parse(body), null, 1) }),
      await till.sell('d3', sale, { headers: { 'x-signature': '' } }),
      await till.sell('d4', sale, { at: secondsAgo(301) }),
      await till.sell('d5', sale, { at: secondsAgo(-330) }),
      await till.sell('d6', sale, { at: LAST_YEAR }),
    ]
    const taken = await till.sell('d7', sale, { at: secondsAgo(290) })

    assert.deepEqual(
      answers.map(({ status, code }) => `${status} ${code}`),
      [...Array(3).fill('401 E_SIGNATURE'), ...Array(3).fill('401 E_DELIVERY_TIME')]
    )
    assert.equal(taken.status, 200)
    const listed = await till.deliveries()
    assert.sameDeepMembers(
      listed.map(({ outcome, code, times }) => ({ outcome, code, times })),
      [
        { outcome: 'refused', code: 'E_SIGNATURE', times: 3 },
        { outcome: 'refused', code: 'E_DELIVERY_TIME', times: 3 },
        { outcome: 'waiting', code: null, times: 1 },
      ]
    )
  })

  test('of an unused kind is kept and counted as ignored', async ({ assert }) => {
    const till = await givenTill()

    const { status } = await till.send({ id: 'd1', type: 'shift_opened' })

    assert.equal(status, 200)
    const [{ outcome, code }] = await till.deliveries()
    assert.deepEqual([outcome, code], ['ignored', 'E_EVENT_UNUSED'])
  })

  test('that asks whether we are there hears its own words', async ({ assert }) => {
    const till = await givenTill()
    const asked = await fetch(`${till.access.address}?hub.mode=subscribe&hub.challenge=1158201444`)
    const posted = await till.send({ challenge: '3eZbrw1aB1' }, { secret: 'not set up yet' })

    assert.deepEqual([asked.status, await asked.text()], [200, '1158201444'])
    assert.include(asked.headers.get('content-type'), 'text/plain')
    assert.deepEqual([posted.status, posted.answer], [200, '3eZbrw1aB1'])
    assert.deepEqual(await till.deliveries(), [])
    const visited = await fetch(till.access.address)
    assert.equal(visited.status, 405)
  })

  test('to no source, too large, packed or no JSON is refused with a sentence', async ({
    assert,
  }) => {
    const till = await givenTill()
    const unknown = await fetch(`${process.env.APP_URL}/hooks/${newToken()}`, { method: 'POST' })
    const large = await till.post(JSON.stringify({ id: 'x'.repeat(MOST_BYTES) }))
    const packed = await till.post('{}', { headers: { 'content-encoding': 'gzip' } })
    const broken = await till.post('{"id": 1')
    const deep = await till.post(`{"id":"d","a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)

    const faults = [unknown, large, packed, broken, deep].map(({ status }) => status)
    assert.deepEqual(faults, [404, 413, 415, 400, 400])
    assert.match(broken.answer, /cannot be read.*not JSON/)
    const [{ code, times }] = await till.deliveries()
    assert.deepEqual([code, times], ['E_DELIVERY_UNREADABLE', 2])
  })

  test('in a flood of bad signatures fills no table, and good ones still pass', async ({
    assert,
  }) => {
    const till = await givenTill()
    const flood = Array.from({ length: MOST_REFUSALS_PER_MINUTE + 5 }, (_, sent) =>
      till.sell(`d${sent}`, [], { secret: 'guess' })
    )
    const answers = await Promise.all(flood)
    const statuses = answers.map(({ status }) => status)
    const good = await till.sell('good', [{ id: 's1', total: 1 }])

    assert.sameMembers([...new Set(statuses)], [401, 429])
    assert.equal(good.status, 200)
    const listed = await till.deliveries()
    assert.lengthOf(listed, 2)
    assert.equal(listed[0].times, MOST_REFUSALS_PER_MINUTE)
  })

  test('is seen by its own organization alone', async ({ assert }) => {
    const [mine, other] = [await givenTill(), await givenTill()]
    await mine.sell('d1', [{ id: 's1', total: 1 }])
    await mine.work()
    await other.work()

    for (const table of ['webhook_deliveries', 'webhook_versions', 'webhook_endpoints']) {
      const foreign = await other.query(`SELECT 1 FROM ${table} WHERE organization_id = $1`, [
        mine.organizationId,
      ])
      assert.lengthOf(foreign, 0, table)
    }
  })
})
