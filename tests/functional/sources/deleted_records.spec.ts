import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { carryOutRun } from '#sync'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'

const DAY = new Date().toISOString().slice(0, 10)

/** A shop whose list forgets what was deleted, and whose list of changes names it by its id. */
async function givenForgettingShop() {
  const orders = new Map([
    ['o1', 10],
    ['o2', 20],
  ])
  const gone: string[] = []
  const shop = await givenSmallShop(
    {
      auth: { open: { kind: 'none' } },
      check: { get: '/me' },
      streams: {
        orders: {
          ...{ get: '/orders', records: 'rows', key: 'id' },
          facts: {
            mode: 'event',
            date: 'record.day',
            currency: '"EUR"',
            entity: { kind: 'order', id: 'record.id', name: 'record.id' },
            metrics: { revenue: 'micros(record.total)' },
          },
        },
        deleted: {
          ...{ get: '/changes', query: { since: '{window.from}' }, records: 'rows', key: 'id' },
          cursor: { field: 'at', lookback: 'P1D' },
          updates: [{ stream: 'orders', record: '$', when: 'record.deleted', removed: true }],
        },
      },
    },
    {
      reply: ({ path }) => ({
        status: 200,
        body: {
          rows:
            path === '/changes'
              ? gone.map((id) => ({ id, deleted: true, at: `${DAY}T10:00:00Z` }))
              : [...orders].map(([id, total]) => ({ id, total, day: DAY })),
        },
      }),
    }
  )
  const { organization, connection } = await givenSandboxSource({
    ...{ pluginId: 'acme/small', connector: 'shop' },
  })
  const place = { organizationId: organization.id, connectionId: connection.id }
  const query = <Row>(text: string) =>
    withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<Row>(text)
      return rows
    })
  return {
    shop,
    query,
    sync: () => carryOutRun({ ...place, now: new Date() }),
    remove(id: string) {
      orders.delete(id)
      gone.push(id)
    },
  }
}

test('What the vendor says it deleted leaves the numbers once, and stays in the history', async ({
  assert,
  cleanup,
}) => {
  const { shop, query, sync, remove } = await givenForgettingShop()
  cleanup(() => shop.stop())
  const facts = () => query<{ m00: number }>('SELECT m00 FROM facts ORDER BY m00')
  await sync()
  const before = await facts()
  remove('o2')
  remove('never-seen')
  await sync()
  const after = await facts()
  await sync()
  const history = await query<{ kind: string }>('SELECT kind FROM fact_revisions')

  assert.deepEqual([before.length, after], [2, [{ m00: 10_000_000 }]])
  assert.deepEqual(await facts(), after)
  assert.deepEqual(history, [{ kind: 'removed' }])
})
