import { test } from '@japa/runner'
import Stripe from 'stripe'
import { startEmulator } from '#sandbox'

const NOW = new Date('2026-03-15T12:00:00Z')
const WEEK = { gte: Date.UTC(2026, 2, 1) / 1000, lt: Date.UTC(2026, 2, 8) / 1000 }

/** The vendor's own client library, pointed at the emulator: it judges whether we speak the real API. */
async function givenOfficialClient(key = 'sk_test_quarterdecksandbox') {
  const emulator = await startEmulator({ port: 0, now: NOW })
  const { hostname, port } = new URL(emulator.url)
  const client = new Stripe(key, {
    protocol: 'http',
    host: hostname,
    port,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient((url, init) => {
      const headers = new Headers(init?.headers as Record<string, string>)
      headers.set('x-vendor-host', 'api.stripe.com')
      return fetch(url as string, { ...init, headers })
    }),
  })
  return { emulator, client }
}

test.group('The vendor’s own client against the emulator', (group) => {
  group.each.timeout(30_000)

  test('pages through every charge of a week, once each', async ({ assert, cleanup }) => {
    const { emulator, client } = await givenOfficialClient()
    cleanup(() => emulator.stop())

    const ids: string[] = []
    for await (const charge of client.charges.list({ created: WEEK, limit: 25 })) {
      assert.isAtLeast(charge.created, WEEK.gte)
      assert.isBelow(charge.created, WEEK.lt)
      ids.push(charge.id)
    }

    assert.isAbove(ids.length, 25)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('finds each object again by its id', async ({ assert, cleanup }) => {
    const { emulator, client } = await givenOfficialClient()
    cleanup(() => emulator.stop())
    const { data: charges } = await client.charges.list({ created: WEEK, limit: 1 })

    const found = await client.charges.retrieve(charges[0].id)

    assert.equal(found.amount, charges[0].amount)
    assert.equal(found.object, 'charge')
  })

  test('recognises a refused key and an object that does not exist', async ({
    assert,
    cleanup,
  }) => {
    const { emulator, client } = await givenOfficialClient()
    const refused = await givenOfficialClient('sk_test_wrong')
    cleanup(() => emulator.stop())
    cleanup(() => refused.emulator.stop())

    const missing = await client.charges.retrieve('ch_missing').catch((error) => error)
    const denied = await refused.client.balance.retrieve().catch((error) => error)

    assert.deepEqual(
      [missing.type, missing.code, missing.statusCode],
      ['StripeInvalidRequestError', 'resource_missing', 404]
    )
    assert.deepEqual([denied.type, denied.statusCode], ['StripeAuthenticationError', 401])
  })
})
