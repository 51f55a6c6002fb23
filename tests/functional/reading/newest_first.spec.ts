import { test } from '@japa/runner'
import { openVendorSession } from '#connections'
import { EMULATOR_NOW } from '#tests/support/emulator'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { givenSmallShop } from '#tests/support/small_vendor'
import { JumpingClock } from '#tests/support/vendor_clock'

/** Newest first, two a page; ten days of November, and the vendor takes no dates. */
const ORDERS = Array.from({ length: 10 }, (_, index) => ({
  id: String(index),
  at: `2026-11-${String(15 - index).padStart(2, '0')}T12:00:00Z`,
}))

const CONNECTOR = {
  auth: {
    key: {
      kind: 'apiKey',
      fields: { apiKey: { label: 'Key', secret: true } },
      sandbox: { apiKey: 'planted-key' },
    },
  },
  check: { get: '/me' },
  streams: {
    orders: {
      get: '/orders',
      records: 'orders',
      key: 'id',
      page: { by: 'page', pageParameter: 'page', size: 2 },
      cursor: { field: 'at', descending: true },
      facts: {
        mode: 'event',
        date: 'record.at',
        entity: { kind: 'order', id: 'record.id', name: 'record.id' },
        metrics: { orders: '1' },
      },
    },
  },
} satisfies Parameters<typeof givenSmallShop>[0]

const written = {
  'iso': (at: string) => at,
  'seconds': (at: string) => Date.parse(at) / 1_000,
  'milliseconds as text': (at: string) => String(Date.parse(at)),
}

test.group('A list that is newest first and takes no dates', (group) => {
  let asked: string[] = []
  let write: (at: string) => unknown = written.iso
  group.setup(async () => {
    const reply = ({ path, query }: { path: string; query: URLSearchParams }) => {
      if (path !== '/orders') {
        return { status: 200, body: {} }
      }
      const page = Number(query.get('page') ?? 1)
      asked.push(String(page))
      const orders = ORDERS.slice(page * 2 - 2, page * 2)
      return { status: 200, body: { orders: orders.map(({ id, at }) => ({ id, at: write(at) })) } }
    }
    const { stop } = await givenSmallShop(CONNECTOR, { reply })
    return stop
  })

  test('ends where it leaves the window, its time written as {$self}')
    .with(Object.keys(written) as (keyof typeof written)[])
    .run(async ({ assert }, notation) => {
      write = written[notation]
      const clock = new JumpingClock(EMULATOR_NOW)
      const request = { pluginId: 'acme/small' as const, connector: 'shop', clock }
      const { organization, connection } = await givenSandboxSource(request)
      const session = await openVendorSession(organization, connection.id, {
        correlationId: 'test',
        clock,
      })
      const stream = session.connector.streams.get('orders')!
      const window = { from: '2026-11-12', to: '2026-11-15' }
      asked = []

      const pages = await Array.fromAsync(
        session.read({ stream, account: null }, { window, today: '2026-11-20' })
      )

      assert.deepEqual(asked, ['1', '2', '3'])
      assert.isNull(pages.at(-1)!.resume)
      assert.lengthOf(
        pages.flatMap(({ records }) => records),
        6
      )
    })
})
