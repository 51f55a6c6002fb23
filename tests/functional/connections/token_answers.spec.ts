import { test } from '@japa/runner'
import { VendorFailure } from '#reading'
import { CONSENT, givenTokenShop } from '#tests/support/token_shop'

test.group('The answer of an authorization server', () => {
  test('is asked for and read in the vendor’s own words', async ({ assert, cleanup }) => {
    const shop = await givenTokenShop({
      auth: {
        ...CONSENT,
        clientIdParameter: 'app_id',
        clientSecretParameter: 'secret',
        codeParameter: 'auth_code',
        tokenBody: 'json',
        answer: { accessToken: 'data.access_token', expiresIn: 'data.expires_in' },
        keep: ['advertiser_ids'],
        headers: { 'Access-Token': '{credentials.accessToken}' },
      },
      oauth: {
        names: { client_id: 'app_id', client_secret: 'secret', code: 'auth_code' },
        wrap: 'data',
        withoutRefresh: true,
        answer: { advertiser_ids: '7,9' },
      },
      tokenIn: ({ headers }) => headers['access-token'] ?? '',
      orders: { query: { ids: '{token.advertiser_ids}' } },
    })
    cleanup(shop.stop)

    const { read, secrets } = await shop.connect()

    assert.equal(await read(), 1)
    assert.equal(shop.heard.at(-1)!.query.get('ids'), '7,9')
    const { accessToken, refreshToken } = await secrets()
    assert.equal(accessToken.expiresAt!.getTime(), shop.clock.now().getTime() + 3_599_000)
    assert.isUndefined(refreshToken)
  })

  test('is asked for with the fields that the vendor wants besides, for a code and for a renewal', async ({
    assert,
    cleanup,
  }) => {
    const auth = { ...CONSENT, tokenParameters: { scope: 'ads offline', grant_type: 'theirs' } }
    const shop = await givenTokenShop({ auth, oauth: {} })
    cleanup(shop.stop)
    const { read } = await shop.connect()
    await shop.clock.sleep(3_600_000)

    assert.equal(await read(), 1)
    const asked = shop.heard
      .filter(({ path }) => path === new URL(CONSENT.token).pathname)
      .map(({ body }) => new URLSearchParams(body))
    assert.deepEqual(
      asked.map((form) => [form.get('grant_type'), form.get('scope')]),
      [
        ['authorization_code', 'ads offline'],
        ['refresh_token', 'ads offline'],
      ]
    )
  })

  test('a token that ends and cannot be renewed asks for a reconnect', async ({
    assert,
    cleanup,
  }) => {
    const shop = await givenTokenShop({ auth: CONSENT, oauth: { withoutRefresh: true } })
    cleanup(shop.stop)
    const { read } = await shop.connect()
    await shop.clock.sleep(3_600_000)

    const failure = await read().catch((error: unknown) => error)

    assert.instanceOf(failure, VendorFailure)
    assert.include(failure, { code: 'E_NO_REFRESH_TOKEN', action: 'reconnect' })
  })
})

const TENANT = {
  auth: { ...CONSENT, keep: ['instance_url', 'realmId'] },
  connector: { http: { base: 'https://{hostOf(token.instance_url)}' } },
  hosts: ['small.test', '*.small.test'],
  orders: { get: '/orders/{token.realmId}' },
}

test.group('What is kept of a sign-in', () => {
  test('leads calls to the tenant’s own host, from the answer and from the redirect', async ({
    assert,
    cleanup,
  }) => {
    const oauth = {
      answer: { instance_url: 'https://na7.small.test' },
      redirect: { realmId: 'r/1' },
    }
    const shop = await givenTokenShop({ ...TENANT, oauth })
    cleanup(shop.stop)

    const { read, connection, open } = await shop.connect()

    assert.equal(await read(), 1)
    assert.include(shop.heard.at(-1), { host: 'na7.small.test', path: '/orders/r%2F1' })
    assert.notInclude(JSON.stringify(connection.publicCredentials), 'na7')
    oauth.answer.instance_url = 'https://eu2.small.test'
    const session = await open()
    shop.addFault({ kind: 'token_expiry', host: 'small.test' })
    await read(session)
    assert.equal(await read(), 1)
    assert.equal(shop.heard.at(-1)!.host, 'eu2.small.test')
    assert.equal(shop.heard.at(-1)!.path, '/orders/r%2F1')
  })

  test('never leads to a host that was not granted', async ({ assert }) => {
    for (const stranger of ['https://evil.test', 'https://small.test.evil.test']) {
      const shop = await givenTokenShop({
        ...TENANT,
        oauth: { answer: { instance_url: stranger } },
      })
      const failure = await shop.connect().catch((error: unknown) => error)
      await shop.stop()

      assert.include(failure, { code: 'E_HOST_NOT_GRANTED' })
      assert.isFalse(shop.heard.some(({ host }) => host.endsWith('evil.test')))
    }
  })
})
