import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { openVendorSession } from '#connections'
import type { VendorSession } from '#connections/session/open_vendor_session'
import { selectedAccounts } from '#connections/queries/connection_accounts'
import type { RunningEmulator } from '#sandbox'
import { givenEmulator, givenSandboxSource } from '#tests/support/sandbox_sources'
import { JumpingClock } from '#tests/support/vendor_clock'

const NOW = new Date('2026-11-20T09:00:00Z')
const WINDOW = { from: '2026-11-01', to: '2026-11-07' }

const SLICE = { window: WINDOW, today: '2026-11-20' }

test.group('A source in the sandbox', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator({ now: NOW, pageSize: 50 })
    return () => emulator.stop()
  })

  const open = (organization: { id: string }, id: string) =>
    openVendorSession(organization, id, { correlationId: 'test', clock: new JumpingClock(NOW) })

  test('with OAuth is connected in one step, with its accounts', async ({ assert }) => {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'google/ads' })
    const accounts = await withTenant(organization.id, (tenant) =>
      selectedAccounts(tenant, connection.id)
    )

    assert.equal(connection.state, 'connected')
    assert.isAbove(accounts.length, 0)
    for (const account of accounts) {
      assert.match(account.currency!, /^[A-Z]{3}$/)
      assert.include(account.timeZone!, '/')
    }
  })

  test('delivers pages that map without a rejection and agree with the vendor’s totals', async ({
    assert,
  }) => {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'google/ads' })
    const session = await open(organization, connection.id)
    const account = session.accounts[0]
    const stream = session.connector.streams.get('campaign_performance')!

    const mapped = await Array.fromAsync(session.read({ stream, account }, SLICE))
    const facts = mapped.flatMap(({ batches }) => batches.get(stream.name)?.facts ?? [])
    const spend = facts.reduce((sum, { numbers }) => sum + numbers[0]!, 0)
    const totals = await session.totals({ stream, account }, SLICE)

    assert.isAbove(mapped.length, 1)
    assert.deepEqual(
      mapped.flatMap(({ rejected }) => rejected),
      []
    )
    assert.isAbove(spend, 0)
    assert.equal(totals!.totals.find(({ metric }) => metric === 'spend')!.total, spend)
  })

  test('with a key reads every stream without a rejection', async ({ assert }) => {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'stripe/payments' })
    const session = await open(organization, connection.id)
    const names = [...session.connector.streams.keys()]
    const mapped = await Promise.all(names.map((name) => mapAll(session, name)))

    assert.includeMembers(names, ['charges', 'refunds', 'customers', 'subscriptions'])
    assert.deepEqual(
      mapped.flat().flatMap(({ rejected }) => rejected),
      []
    )
    assert.notInclude(
      mapped.map((pages) => pages.length),
      0
    )
  })

  test('agrees with the vendor’s totals in every currency', async ({ assert }) => {
    const { organization, connection } = await givenSandboxSource({ pluginId: 'stripe/payments' })
    const session = await open(organization, connection.id)
    const mapped = await mapAll(session, 'charges')
    const facts = mapped.flatMap(({ batches }) => batches.get('charges')?.facts ?? [])
    const sums: Record<string, number> = {}
    for (const { currency, numbers } of facts) {
      sums[currency!] = (sums[currency!] ?? 0) + numbers[1]!
    }
    const totals = await session.totals(
      { stream: session.connector.streams.get('charges')!, account: session.accounts[0] },
      SLICE
    )
    const volumes = totals!.totals.filter(({ metric }) => metric === 'payment_volume')

    assert.isAbove(volumes.length, 1)
    assert.deepEqual(
      Object.fromEntries(volumes.map(({ currency, total }) => [currency, total])),
      sums
    )
  })
})

/** Reads a stream's window for the first account. */
async function mapAll(session: VendorSession, name: string) {
  const account = session.accounts[0]
  const stream = session.connector.streams.get(name)!
  return Array.fromAsync(session.read({ stream, account }, SLICE))
}
