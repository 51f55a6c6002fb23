import { test } from '@japa/runner'
import { CONSENT, givenTokenShop } from '#tests/support/token_shop'

const DAY_MS = 86_400_000

/** A vendor that gives no refresh token, and exchanges a live token for one of sixty days. */
async function givenExchangingShop(renew = {}) {
  const shop = await givenTokenShop({
    auth: {
      ...CONSENT,
      exchange: {
        method: 'GET',
        parameters: {
          grant_type: 'longer',
          client_id: '{client.id}',
          client_secret: '{client.secret}',
          live_token: '{credentials.accessToken}',
        },
        ...renew,
      },
    },
    oauth: {
      withoutRefresh: true,
      accessTokenSeconds: 60 * 86_400,
      grants: ['longer', 'again'],
      exchangeParameter: 'live_token',
    },
  })
  const source = await shop.connect()
  const exchanges = () =>
    shop.heard.filter(({ path, method }) => path === '/token' && method === 'GET')
  return { ...shop, ...source, exchanges }
}

test.group('A token that is exchanged for a long-lived one', () => {
  test('is exchanged at once, and again in the last third of its life', async ({
    assert,
    cleanup,
  }) => {
    const shop = await givenExchangingShop()
    cleanup(shop.stop)
    const first = await shop.secrets()

    await shop.clock.sleep(39 * DAY_MS)
    await shop.read()
    assert.lengthOf(shop.exchanges(), 1)
    await shop.clock.sleep(2 * DAY_MS)
    assert.equal(await shop.read(), 1)

    const renewed = await shop.secrets()
    assert.lengthOf(shop.exchanges(), 2)
    assert.equal(shop.exchanges()[1].query.get('live_token'), first.accessToken.value)
    assert.isAbove(Number(renewed.accessToken.expiresAt), Number(first.accessToken.expiresAt))
  })

  test('is renewed as the vendor says where that is another request', async ({
    assert,
    cleanup,
  }) => {
    const parameters = {
      grant_type: 'again',
      client_id: '{client.id}',
      client_secret: '{client.secret}',
      live_token: '{credentials.accessToken}',
    }
    const shop = await givenExchangingShop({ renew: { parameters } })
    cleanup(shop.stop)

    await shop.clock.sleep(50 * DAY_MS)
    await shop.read()

    const grants = shop.exchanges().map(({ query }) => query.get('grant_type'))
    assert.deepEqual(grants, ['longer', 'again'])
  })

  test('keeps reading while the vendor cannot renew it, and asks once a session', async ({
    assert,
    cleanup,
  }) => {
    const shop = await givenExchangingShop()
    cleanup(shop.stop)
    await shop.clock.sleep(50 * DAY_MS)
    shop.addFault({ kind: 'server_error', host: 'small.test', path: '/token', times: 9 })
    const session = await shop.open()

    assert.deepEqual([await shop.read(session), await shop.read(session)], [1, 1])
    assert.lengthOf(shop.exchanges(), 2)
  })

  test('asks for a reconnect when it has ended', async ({ assert, cleanup }) => {
    const shop = await givenExchangingShop()
    cleanup(shop.stop)
    await shop.clock.sleep(61 * DAY_MS)

    const failure = await shop.read().catch((error: unknown) => error)

    assert.include(failure, { action: 'reconnect', kind: 'authorization' })
  })
})
