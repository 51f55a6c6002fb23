import { test } from '@japa/runner'
import { proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { sendSampleDeliveries } from '#sandbox/deliveries/send_sample_deliveries'
import { ProcessDeliveries } from '#webhooks'
import { carryOut } from '#tests/support/carry_out'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'

const REPORTS = {
  parents: { announced: true as const, as: 'report' },
  url: 'parent.address',
  format: 'csv' as const,
  records: '$',
  key: 'id',
  cursor: { field: 'day', lookback: 'P1D' },
  facts: {
    mode: 'event' as const,
    date: 'record.day',
    entity: { kind: 'payment', id: 'record.id', name: 'record.id' },
    metrics: { fees: 'micros(record.fee)' },
    currency: '"EUR"',
  },
}

/** A processor that lists its reports nowhere: a delivery says where one is. */
async function givenProcessor() {
  const asked: string[] = []
  const vendor = await givenSmallShop(
    {
      auth: { key: { kind: 'none' } },
      check: { get: '/me' },
      streams: { reports: REPORTS },
      webhooks: {
        verify: { kind: 'refetch' },
        id: 'webhook.body.id',
        routes: [
          {
            stream: 'reports',
            announces: { id: 'webhook.body.url', fields: { address: 'webhook.body.url' } },
          },
        ],
      },
    },
    {
      reply({ path }) {
        asked.push(path)
        const [, batch] = /^\/reports\/(\d)\.csv$/.exec(path) ?? []
        if (path === '/me') {
          return { status: 200, body: {} }
        }
        return batch
          ? { status: 200, body: `id,day,fee\nf${batch},2026-11-2${batch},0.10\n` }
          : { status: 404, body: {} }
      },
    }
  )
  const { organization, connection } = await givenSandboxSource({
    ...{ pluginId: 'acme/small', connector: 'shop' },
  })
  const { credentials } = await proofsOf(connection)
  const query = <Row>(text: string) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Row>(text)
      return rows
    })
  const place = { organizationId: organization.id, connectionId: connection.id }
  return {
    ...{ vendor, asked, query },
    announce: (id: string, url: string | undefined) =>
      fetch(`${process.env.APP_URL}/hooks/${credentials.webhookToken}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, url }),
      }),
    async read() {
      await new ProcessDeliveries().execute(place)
      const [run] = await query<{ id: string }>(
        "SELECT id FROM sync_runs WHERE status = 'queued' ORDER BY queued_at DESC, id DESC LIMIT 1"
      )
      return carryOut(organization, run.id)
    },
    fees: () =>
      query<{ day: string; m00: number }>('SELECT day::text, m00 FROM facts ORDER BY day'),
  }
}

const at = (name: string) => `https://small.test/reports/${name}.csv`

test.group('A report that a delivery announces', () => {
  test('is read once, whatever came twice, is gone, or says nothing', async ({
    assert,
    cleanup,
  }) => {
    const source = await givenProcessor()
    cleanup(() => source.vendor.stop())
    await source.announce('a', at('1'))
    await source.announce('b', at('gone'))
    await source.announce('c', at('2'))
    await source.announce('d', at('1'))
    await source.announce('e', undefined)
    source.asked.length = 0
    const run = await source.read()
    const outcomes = await source.query<{ code: string | null }>(
      `SELECT code FROM webhook_deliveries WHERE outcome = 'failed'`
    )

    assert.equal(run.status, 'succeeded', run.error_message ?? '')
    assert.sameMembers(source.asked, ['/reports/1.csv', '/reports/gone.csv', '/reports/2.csv'])
    assert.deepEqual(outcomes, [{ code: 'E_NOTHING_ANNOUNCED' }])
    assert.deepEqual(await source.fees(), [
      { day: '2026-11-21', m00: 100_000 },
      { day: '2026-11-22', m00: 100_000 },
    ])
  })

  test('at another host is not called, and what was read before stays', async ({
    assert,
    cleanup,
  }) => {
    const source = await givenProcessor()
    cleanup(() => source.vendor.stop())
    await source.announce('a', at('1'))
    await source.read()
    await source.announce('b', 'https://elsewhere.test/reports/2.csv')
    const run = await source.read()

    assert.equal(run.status, 'failed')
    assert.include(run.error_message, 'elsewhere.test')
    assert.lengthOf(await source.fees(), 1)
  })
})

test('A source of the sandbox that lives on webhooks is sent those of the last weeks', async ({
  assert,
}) => {
  const { organization, connection } = await givenSandboxSource({
    ...{ pluginId: 'safaricom/mpesa', connector: 'payments' },
  })
  const place = { organizationId: organization.id, connectionId: connection.id }
  await sendSampleDeliveries(place, new Date())
  await new ProcessDeliveries().execute(place)
  const { rows } = await withTenant(organization.id, (tenant) =>
    tenant.query<{ outcome: string; facts: number }>(
      `SELECT outcome, (SELECT count(*) FROM facts)::int > 10 AS facts FROM webhook_deliveries GROUP BY 1 ORDER BY 1`
    )
  )

  assert.deepEqual(rows, [{ outcome: 'landed', facts: true }])
}).timeout(60_000)
