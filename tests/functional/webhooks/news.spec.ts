import { test } from '@japa/runner'
import { proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { ProcessDeliveries } from '#webhooks'
import { requestSync } from '#sync'
import { listDeliveries } from '#webhooks/queries/list_deliveries'
import { carryOut } from '#tests/support/carry_out'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'

const ORDER = {
  records: 'rows',
  key: 'id',
  facts: {
    mode: 'event' as const,
    date: 'record.day',
    entity: { kind: 'order', id: 'record.id', name: 'record.id' },
    metrics: { orders: '1' },
  },
}

/** A shop that only says that an order is new; what is asked again is in `asked`. */
async function givenTellingShop() {
  const asked: string[] = []
  const shop = await givenSmallShop(
    {
      auth: { open: { kind: 'none' } },
      check: { get: '/me' },
      streams: {
        orders: { get: '/orders', ...ORDER },
        refunds: {
          get: '/refunds',
          ...ORDER,
          facts: { ...ORDER.facts, metrics: { refund_count: '1' } },
        },
      },
      webhooks: {
        verify: { kind: 'refetch' },
        id: 'webhook.body.id',
        routes: [{ when: 'webhook.body.topic == "orders"', stream: 'orders' }],
      },
    },
    {
      reply({ path }) {
        asked.push(path)
        return { status: 200, body: { rows: [{ id: 'o1', day: '2026-11-20' }] } }
      },
    }
  )
  const { organization, connection } = await givenSandboxSource({
    pluginId: 'acme/small',
    connector: 'shop',
  })
  const { credentials } = await proofsOf(connection)
  const place = { organizationId: organization.id, connectionId: connection.id }
  const query = <Row>(text: string) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Row>(text)
      return rows
    })
  return {
    ...{ shop, asked, organization, connection, query },
    tell: async (id: string, topic = 'orders') => {
      const response = await fetch(`${process.env.APP_URL}/hooks/${credentials.webhookToken}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, topic }),
      })
      return response.status
    },
    work: () => new ProcessDeliveries().execute(place),
    runs: () =>
      query<{ id: string; kind: string; streams: string[] | null; status: string }>(
        `SELECT id, kind, streams, status FROM sync_runs ORDER BY queued_at`
      ),
    outcomes: () =>
      withTenant(organization.id, async (tenant) => {
        const question = { connectionId: connection.id, page: 1 }
        const { counts } = await listDeliveries(tenant, question)
        return counts
      }),
  }
}

test.group('News of a stream that is read', () => {
  test('has that stream read again, once for many deliveries, and moves no clock', async ({
    assert,
    cleanup,
  }) => {
    const source = await givenTellingShop()
    cleanup(() => source.shop.stop())
    const schedule = () => source.query('SELECT next_sync_at FROM sync_schedule')
    const before = await schedule()
    for (const id of ['n1', 'n2', 'n1']) {
      assert.equal(await source.tell(id), 200)
    }
    await source.work()
    const [run, ...others] = await source.runs()
    source.asked.length = 0
    const waiting = await source.outcomes()
    const { status } = await carryOut(source.organization, run.id)

    assert.deepEqual([run.kind, run.streams, others], ['webhook', ['orders'], []])
    assert.deepEqual([status, source.asked], ['succeeded', ['/orders']])
    assert.deepEqual([waiting, await source.outcomes()], [{ waiting: 2 }, { landed: 2 }])
    assert.deepEqual(await schedule(), before)
  })

  test('that comes while a run works waits for the next', async ({ assert, cleanup }) => {
    const source = await givenTellingShop()
    cleanup(() => source.shop.stop())
    await source.tell('n1')
    await source.work()
    const [run] = await source.runs()
    await source.query(`UPDATE sync_runs SET status = 'running' WHERE id = '${run.id}'`)
    await source.tell('n2')
    await source.work()
    const during = await source.runs()
    await carryOut(source.organization, run.id)
    await source.work()

    assert.lengthOf(during, 1)
    assert.lengthOf(await source.runs(), 2)
  })

  test('does not swallow a sync of everything that is asked for meanwhile', async ({
    assert,
    cleanup,
  }) => {
    const source = await givenTellingShop()
    cleanup(() => source.shop.stop())
    await source.tell('n1')
    await source.work()
    await withTenant(source.organization.id, (tenant) =>
      requestSync(tenant, {
        ...{ connectionId: source.connection.id, kind: 'manual', requestedBy: null },
        now: new Date(),
      })
    )
    const [run] = await source.runs()
    source.asked.length = 0
    await carryOut(source.organization, run.id)

    assert.isNull(run.streams)
    assert.sameMembers(source.asked, ['/orders', '/refunds'])
  })
})
