import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { CONSENT, givenTokenShop } from '#tests/support/token_shop'

/** A vendor whose pages have tokens of their own, which are listed with them. */
async function givenPages() {
  const pages = new Map([
    ['p1', 'token of p1'],
    ['p2', 'token of p2'],
  ])
  const listed = { times: 0, path: '/pages' }
  const shop = await givenTokenShop({
    auth: {
      ...CONSENT,
      headers: {
        'Authorization': 'Bearer {credentials.accessToken}',
        'X-Page': '{account.secrets.token}',
      },
    },
    oauth: { withoutRefresh: true },
    connector: {
      accounts: {
        get: '/pages',
        records: 'rows',
        id: 'record.id',
        name: 'record.id',
        secrets: { token: 'record.token' },
      },
    },
    orders: {
      each: 'account',
      get: '/{account.id}/orders',
      query: { leak: '{account.secrets.token}' },
    },
    reply: ({ path, headers }) => {
      const [, page] = path.split('/')
      if (path === '/pages') {
        listed.times++
        return { status: 200, body: { rows: [...pages].map(([id, token]) => ({ id, token })) } }
      }
      return path === '/me' || headers['x-page'] === pages.get(page)
        ? { status: 200, body: { rows: [{ id: page, day: '2026-11-10' }] } }
        : { status: 401, body: {} }
    },
  })
  return { ...shop, pages, listed }
}

test.group('Tokens of single accounts', () => {
  test('sign the calls about them, and stand in no address', async ({ assert, cleanup }) => {
    const shop = await givenPages()
    cleanup(shop.stop)
    const { read, connection, organization } = await shop.connect()

    assert.equal(await read(), 1)

    const { headers, query } = shop.heard.at(-1)!
    assert.deepEqual([headers['x-page'], query.get('leak')], ['token of p1', null])
    const { rows } = await withTenant(organization.id, (tenant) =>
      tenant.query(
        `SELECT (SELECT string_agg(a::text, ' ') FROM connection_accounts a) ||
           (SELECT string_agg(c::text, ' ') FROM credentials c WHERE connection_id = $1) AS text`,
        [connection.id]
      )
    )
    assert.notInclude(rows[0].text, 'token of p1')
  })

  test('are fetched again, once for all workers, where the vendor refuses one', async ({
    assert,
    cleanup,
  }) => {
    const shop = await givenPages()
    cleanup(shop.stop)
    const { read, open } = await shop.connect()
    const sessions = await Promise.all([open(), open(), open()])
    await Promise.all(sessions.map(read))
    shop.pages.set('p1', 'newer token of p1').set('p3', 'token of p3')
    shop.listed.times = 0

    assert.deepEqual(await Promise.all(sessions.map(read)), [1, 1, 1])

    assert.equal(shop.listed.times, 1)
    const { accounts } = await open()
    assert.lengthOf(accounts, 2)
  })

  test('ask for a reconnect where the listed one is refused too', async ({ assert, cleanup }) => {
    const shop = await givenPages()
    cleanup(shop.stop)
    const { read } = await shop.connect()
    shop.addFault({ kind: 'unauthorized', host: 'small.test', path: '/orders', times: 9 })

    const failure = await read().catch((error: unknown) => error)

    assert.include(failure, { action: 'reconnect', kind: 'authorization' })
  })
})
