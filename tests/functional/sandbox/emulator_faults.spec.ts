import { test } from '@japa/runner'
import type { Fault } from '#sandbox/emulator/faults'
import { bodyOf, givenEmulator, givenGoogleAds, statusOf } from '#tests/support/emulator'
import { givenSmallVendor, PLAIN_OAUTH } from '#tests/support/small_vendor'

const ONE_PAGE = { rows: [{ id: 1 }], pages: 1 }

test.group('Emulator faults', (group) => {
  let emulator: Awaited<ReturnType<typeof givenEmulator>>
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })
  group.each.teardown(() => emulator.reset())

  const queue = (fault: Fault) => emulator.addFault({ host: 'stripe', ...fault })
  const list = (path = '/v1/charges?limit=5') => emulator.stripe(path)

  test('a queued 429 strikes once and carries Retry-After only when told', async ({ assert }) => {
    queue({ kind: 'too_many_requests', retryAfterSeconds: 7 })
    queue({ kind: 'too_many_requests' })

    const [first, second, third] = [await list(), await list(), await list()]

    assert.deepEqual([first.status, first.headers.get('retry-after')], [429, '7'])
    assert.deepEqual([second.status, second.headers.get('retry-after')], [429, null])
    assert.equal(third.status, 200)
  })

  test('the ad platform says in the body how long to wait', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)
    emulator.addFault({ kind: 'too_many_requests', host: 'googleads', retryAfterSeconds: 9 })

    const { status, body } = await google.list()

    const [error] = body.error.details[0].errors
    assert.equal(status, 429)
    assert.equal(error.details.quotaErrorDetails.retryDelay, '9s')
  })

  test('{kind} answers {status}')
    .with([
      { kind: 'server_error', status: 500 },
      { kind: 'unavailable', status: 503 },
      { kind: 'request_timeout', status: 408 },
      { kind: 'unauthorized', status: 401 },
      { kind: 'html_page', status: 200 },
      { kind: 'error_in_success', status: 200 },
    ] as const)
    .run(async ({ assert }, { kind, status }) => {
      queue({ kind })

      const answer = await list()

      assert.equal(answer.status, status)
      assert.notProperty(answer.body, 'data')
    })

  test('a truncated answer ends in the middle', async ({ assert }) => {
    queue({ kind: 'truncated' })

    const { text } = await list()
    assert.throws(() => JSON.parse(text), /JSON/)
  })

  test('a hanging answer never comes', async ({ assert }) => {
    queue({ kind: 'hang' })

    await assert.rejects(() =>
      fetch(`${emulator.url}/api.stripe.com/v1/charges`, { signal: AbortSignal.timeout(150) })
    )
  })

  test('a reset connection fails', async ({ assert }) => {
    queue({ kind: 'connection_reset' })

    await assert.rejects(() => list())
  })

  test('pages repeat, shrink, turn round, drift, lie and never end on request', async ({
    assert,
  }) => {
    const honest = await list()
    const rows = (answer: typeof honest): { id: string; amount: unknown }[] => answer.body.data
    const ids = (answer: typeof honest) => rows(answer).map(({ id }) => id)

    queue({ kind: 'reordered_page' })
    assert.deepEqual(ids(await list()), ids(honest).reverse())
    queue({ kind: 'duplicate_page' })
    assert.lengthOf(ids(await list()), 10)
    queue({ kind: 'short_page' })
    assert.lengthOf(ids(await list()), 3)
    queue({ kind: 'drift', field: 'amount' })
    assert.notProperty(rows(await list())[0], 'amount')
    queue({ kind: 'wrong_types', field: 'amount' })
    assert.isObject(rows(await list())[0].amount)
    queue({ kind: 'lying_more' })
    const lie = await bodyOf(list())
    assert.deepEqual([lie.data, lie.has_more], [[], true])
    queue({ kind: 'endless_pages' })
    const page = await list(`/v1/charges?limit=5&starting_after=${ids(honest).at(-1)}`)
    assert.deepEqual([ids(page), page.body.has_more], [ids(honest), true])
  })

  test('a repeated page token sends the reader back', async ({ assert }) => {
    const paged = await givenEmulator({ pageSize: 3 })
    const google = await givenGoogleAds(paged)
    const query = 'SELECT campaign.id FROM campaign'
    const { body: first } = await google.search('4115550101', query)
    paged.addFault({ kind: 'repeated_token', path: ':search' })

    const { body: second } = await google.search('4115550101', {
      query,
      pageToken: first.nextPageToken,
    })
    await paged.stop()

    assert.equal(second.nextPageToken, first.nextPageToken)
  })

  test('a token that expires mid-sync is refused until it is refreshed', async ({ assert }) => {
    const google = await givenGoogleAds(emulator)
    emulator.addFault({ kind: 'token_expiry', host: 'googleads', after: 1 })

    assert.equal(await statusOf(google.list()), 200)
    assert.equal(await statusOf(google.list()), 401)
    assert.equal(await statusOf(google.list()), 401)
    const refreshed = await givenGoogleAds(emulator)
    assert.equal(await statusOf(refreshed.list()), 200)
    assert.equal(emulator.counters(emulator.namespace).refreshes, 2)
  })

  test('a vendor that counts its pages lies with the count', async ({ assert, cleanup }) => {
    const paging = {
      records: 'rows',
      count: 'pages',
      marker: { in: 'query', name: 'page' },
    } as const
    const counting = await givenSmallVendor({
      paging,
      reply: () => ({ status: 200, body: ONE_PAGE }),
    })
    cleanup(() => counting.stop())
    counting.addFault({ kind: 'lying_more' })
    const secondPage = () => bodyOf(counting.call('small.test', '/rows?page=2'))

    assert.deepEqual(await secondPage(), { rows: [], pages: 1_000_000 })
    assert.deepEqual(await secondPage(), ONE_PAGE)
  })

  test('an emulator with a mistake answers 500 and goes on', async ({ assert, cleanup }) => {
    const mistaken = () => {
      throw new TypeError('rows is not iterable')
    }
    const faulty = await givenSmallVendor({ reply: mistaken })
    cleanup(() => faulty.stop())

    const { status, body } = await faulty.call('small.test', '/rows')

    assert.equal(status, 500)
    assert.match(body.error, /emulator of small\.test throws at \/rows: rows is not iterable/)
    assert.equal(await statusOf(faulty.call('small.test', '/again')), 500)
  })

  test('faults of the API spare an authorization server on the same host', async ({
    assert,
    cleanup,
  }) => {
    const sharing = await givenSmallVendor({ oauth: PLAIN_OAUTH })
    cleanup(() => sharing.stop())
    sharing.addFault({ kind: 'server_error', host: 'small.test', times: 9 })
    const consent = '/authorize?client_id=client&redirect_uri=http%3A%2F%2Flocalhost%2Fback'

    assert.equal(await statusOf(sharing.call('small.test', '/rows')), 500)
    assert.equal(await statusOf(sharing.call('small.test', consent)), 302)
  })

  test('faults of one namespace leave the others alone', async ({ assert }) => {
    queue({ kind: 'server_error', namespace: 'somebody-else', times: 5 })

    assert.equal(await statusOf(list()), 200)
  })

  test('the admin API takes faults, shows counters without credentials, and refuses unknown kinds', async ({
    assert,
  }) => {
    const admin = (path: string, body?: unknown) =>
      fetch(`${emulator.url}/__emulator/${path}`, {
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      })

    await admin('faults', { kind: 'server_error', host: 'stripe' })
    assert.equal(await statusOf(list()), 500)
    assert.equal(await statusOf(admin('faults', { kind: 'earthquake' })), 400)
    const answer = await admin(`state?namespace=${emulator.namespace}`)
    const state = await answer.json()
    assert.containSubset(state, { requests: { 'GET api.stripe.com/v1/charges': 1 } })
    assert.notInclude(JSON.stringify(state), 'sk_test')
  })
})
