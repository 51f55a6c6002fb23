import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import type { WireEndpoint } from '#kit'
import { givenWireEmulator } from '#tests/support/wire_emulator'

const NESTED: WireEndpoint = {
  get: '/v1/people',
  page: {
    result: {
      items: [{ id: '{{key}}', name: '{{lastName}}' }],
      paging: { next: '{{page.nextUrl}}' },
    },
  },
  rows: 'result.items',
  from: 'crmOwners',
  query: { after: 'text', limit: 'int=2' },
  paging: { by: 'cursor', at: 'after', size: 'limit' },
}

type Nested = {
  result: { items: { id: string; name?: string }[]; paging: { next: string | null } }
}

const PEOPLE = 'https://api.vendor.example/v1/people'

test.group('Wires in the emulator', () => {
  test('faults reach lists and ways on that lie deep in the answer', ({ assert }) => {
    const { emulator, get } = givenWireEmulator({ endpoints: [NESTED] })
    const asked = (kind: 'empty_page' | 'short_page' | 'endless_pages' | 'drift') => {
      emulator.faults.add({ kind, field: 'name' })
      return (get(PEOPLE).body as Nested).result
    }

    assert.deepEqual(asked('empty_page'), { items: [], paging: {} } as unknown as Nested['result'])
    assert.lengthOf(asked('short_page').items, 1)
    assert.match(
      asked('endless_pages').paging.next!,
      /^https:\/\/api\.vendor\.example\/v1\/people\?after=endless-/
    )
    assert.isUndefined(asked('drift').items[0].name)
  })

  test('a lie about the next page is told in the header where the vendor tells it there', ({
    assert,
  }) => {
    const { emulator, get } = givenWireEmulator({
      endpoints: [
        {
          ...NESTED,
          page: [{ id: '{{key}}' }],
          rows: '$',
          replyHeaders: { link: '<{{page.nextUrl}}>; rel="next"' },
        },
      ],
    })
    emulator.faults.add({ kind: 'lying_more' })
    const lie = get(PEOPLE)
    emulator.faults.add({ kind: 'short_page' })
    const short = get(PEOPLE)

    assert.deepEqual(lie.body, [])
    assert.match(lie.headers!.link, /after=lying_more-/)
    assert.notProperty(short.headers, 'link')
  })

  test('statuses are said in the vendor’s own way', ({ assert }) => {
    const errors = {
      '401': { $status: 200, code: 40105 },
      '429': { $headers: { 'x-reset': '60' }, code: 40100 },
      'default': { code: 1 },
    }
    const { emulator, get } = givenWireEmulator({ endpoints: [NESTED], errors })
    emulator.faults.add({ kind: 'unauthorized' })
    emulator.faults.add({ kind: 'too_many_requests', retryAfterSeconds: 9 })

    assert.deepEqual(get(PEOPLE), { status: 200, headers: {}, body: { code: 40105 } })
    assert.deepEqual(get(PEOPLE), {
      status: 429,
      headers: { 'x-reset': '60', 'retry-after': '9' },
      body: { code: 40100 },
    })
  })

  test('several plugins share a host, and tenants have hosts of their own', ({ assert }) => {
    const hosts = ['api.vendor.example', '*.vendor.example']
    const { get } = givenWireEmulator(
      { hosts, endpoints: [{ get: '/a', page: { from: 'a', tenant: '{{tenant}}' } }] },
      { hosts, endpoints: [{ get: '/b', page: { from: 'b' } }] }
    )

    assert.deepEqual(get('https://shop7.vendor.example/a').body, { from: 'a', tenant: 'shop7' })
    assert.deepEqual(get('https://api.vendor.example/b').body, { from: 'b' })
    assert.equal(get('https://api.vendor.example/c').status, 404)
    assert.include(
      String((get('https://other.example/a').body as { error: string }).error),
      'not for'
    )
  })

  test('client credentials, names of its own, and a wrapped answer', ({ assert }) => {
    const oauth = {
      lifetime: 60,
      token: 'https://api.vendor.example/{version}/token',
      clients: { app: 'secret' },
      grants: ['client_credentials'],
      names: { client_id: 'app_id', client_secret: 'app_secret' },
      answer: { shop: 'of {{login}}' },
      login: 'noor',
      wrap: 'data',
    }
    const { ask, get } = givenWireEmulator({
      oauth,
      auth: { oauth: true, header: 'Access-Token: {token}' },
      endpoints: [NESTED],
    })
    const exchange = (secret: string) =>
      ask('POST', 'https://api.vendor.example/v2/token', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          app_id: 'app',
          app_secret: secret,
          grant_type: 'client_credentials',
        }),
      })
    const { data } = exchange('secret').body as { data: { access_token: string; shop: string } }

    assert.equal(data.shop, 'of noor')
    assert.equal(get(PEOPLE, { 'access-token': data.access_token }).status, 200)
    assert.equal(get(PEOPLE, { 'access-token': 'made up' }).status, 401)
    assert.equal(exchange('wrong').status, 401)
  })

  test('webhooks are news, signed over their body', ({ assert }) => {
    const { emulator } = givenWireEmulator({
      webhooks: {
        'deal.won': {
          from: 'crmDeals',
          at: 'changedAt',
          where: { isWon: true },
          page: { event: '{{event}}', deal: '{{key}}' },
          headers: { 'x-id': '{{id}}' },
        },
      },
      webhookSignature: {
        header: 'X-Signature',
        algorithm: 'sha256',
        over: '{timestamp}.{body}',
        text: 't={timestamp},v1={signature}',
        encoding: 'hex',
        secret: 'whsec',
      },
    })
    const deliveries = emulator.deliveries('test/wire0', {
      event: 'deal.won',
      url: 'https://us.example/hooks/1',
      limit: 3,
    })
    const [{ body, headers, id }] = deliveries
    const timestamp = 1795165200

    assert.lengthOf(deliveries, 3)
    assert.equal(headers['x-id'], id)
    assert.equal(JSON.parse(body).event, 'deal.won')
    assert.equal(
      headers['x-signature'],
      `t=${timestamp},v1=${createHmac('sha256', 'whsec').update(`${timestamp}.${body}`).digest('hex')}`
    )
    assert.throws(
      () => emulator.deliveries('test/wire0', { event: 'deal.lost', url: '' }),
      /sends no 'deal\.lost'\. Its webhooks: deal\.won/
    )
  })

  test('a signature that is part of the body is over its fields, with a key in its notation', ({
    assert,
  }) => {
    const { emulator } = givenWireEmulator({
      webhooks: {
        won: {
          ...{ from: 'crmDeals', at: 'changedAt', where: { isWon: true } },
          page: { items: [{ id: '{{key}}', lost: '{{nothing|absent}}', proof: {} }] },
        },
      },
      webhookSignature: {
        ...{ field: 'items.0.proof.signature', over: '{body.items.0.id}:{body.items.0.lost}:won' },
        ...{ algorithm: 'sha256', encoding: 'base64', secret: '0a0b', secretEncoding: 'hex' },
      },
    })
    const [{ body, headers }] = emulator.deliveries('test/wire0', { event: 'won', url: '' })
    const [{ id, proof }] = JSON.parse(body).items

    assert.deepEqual(headers, { 'content-type': 'application/json' })
    assert.equal(
      proof.signature,
      createHmac('sha256', Buffer.from([10, 11]))
        .update(`${id}::won`)
        .digest('base64')
    )
  })

  test('limits are kept where a test asks for it, and told in headers', ({ assert }) => {
    const limits = { requests: 3, seconds: 1, headers: { 'x-limit': '{{limit.requests}}' } }
    const { get } = givenWireEmulator({ endpoints: [NESTED], limits })
    const replies = Array.from({ length: 12 }, () => get(PEOPLE))

    assert.includeMembers(
      replies.map(({ status }) => status),
      [200, 429]
    )
    assert.equal(replies[0].headers?.['x-limit'], '3')
  })
})
