import { test } from '@japa/runner'
import { openVendorSession } from '#connections'
import { EMULATOR_NOW } from '#tests/support/emulator'
import { givenRotatingShop } from '#tests/support/rotating_shop'
import { givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

test.group('A vendor whose refresh tokens serve once', (group) => {
  let shop: Awaited<ReturnType<typeof givenRotatingShop>>
  group.setup(async () => {
    shop = await givenRotatingShop()
    return () => shop.stop()
  })

  /** A source of the shop, and workers that read it with an access token that ends as they begin. */
  async function givenSource() {
    const clock = new JumpingClock(EMULATOR_NOW)
    const request = { pluginId: 'acme/small' as const, connector: 'shop', clock }
    const { organization, connection } = await givenSandboxSource(request)
    const open = () =>
      openVendorSession(organization, connection.id, { correlationId: 'test', clock })
    const ordersOf = ({ connector }: Awaited<ReturnType<typeof open>>) => ({
      stream: connector.streams.get('orders')!,
      account: null,
    })
    const read = async (session: Awaited<ReturnType<typeof open>>) => {
      const pages = await Array.fromAsync(session.read(ordersOf(session), { today: '2026-11-20' }))
      return pages.flatMap(({ records }) => records).length
    }
    const readAtOnce = async (workers: number) => {
      const before = shop.counters().refreshes
      const sessions = await Promise.all(Array.from({ length: workers }, open))
      shop.addFault({ kind: 'token_expiry', host: 'small.test' })
      const records = await Promise.all(sessions.map(read))
      return { records, refreshes: shop.counters().refreshes - before }
    }
    return { readAtOnce }
  }

  test('is asked once by two workers that need a new token at once', async ({ assert }) => {
    const { readAtOnce } = await givenSource()

    assert.deepEqual(await readAtOnce(2), { records: [1, 1], refreshes: 1 })
  })

  test('goes on being read, renewal after renewal', async ({ assert }) => {
    const { readAtOnce } = await givenSource()

    for (const workers of [1, 8, 2]) {
      const { records, refreshes } = await readAtOnce(workers)
      assert.deepEqual([records.length, new Set(records)], [workers, new Set([1])])
      assert.equal(refreshes, 1)
    }
  })
})
