import { crc32 } from 'node:zlib'
import { test } from '@japa/runner'
import type { Call, FactMapping, Http, Plugin, ApiConnector } from '#kit'
import { compileCall } from '#reading/call/compile_call'
import type { RequestScope } from '#reading/call/calls'
import { withContent } from '#reading/call/content'
import { decode } from '#reading/decode/decode'
import { compileConnector } from '#reading/map/compile_connector'
import { isRejected } from '#reading/map/types'
import { folderProblems } from '#sandbox/conformance/static_cases'
import { shopManifest } from '#tests/support/shop_manifest'

const account = { id: '7', name: 'Shop', currency: 'EUR', timeZone: 'UTC', attributes: {} }

const scopeOf = (settings: Record<string, unknown>) =>
  ({
    account,
    parent: null,
    settings,
    client: {},
    token: {},
    window: null,
  }) as unknown as RequestScope

const compiled = (call: Call, http: Partial<Http> = {}) =>
  compileCall(call, { base: 'https://api.acme.test', ...http })

const prepared = (call: Call, settings: Record<string, unknown> = {}) =>
  compiled(call).prepare(scopeOf(settings))

const answer = (body: unknown) => ({ status: 200, headers: {}, body })

test.group('A call', () => {
  test('sends a form as forms are sent', ({ assert }) => {
    const { content } = prepared(
      { post: '/report', form: { name: '{settings.name}', kind: 'a&b' } },
      { name: 'Spring é' }
    )
    assert.deepEqual(withContent(content, { token: 'x' }), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=Spring+%C3%A9&kind=a%26b&token=x',
    })
  })

  test('sends a GraphQL document as it is, with typed variables', ({ assert }) => {
    const query = 'query($first: Int) { orders(first: $first) { id } }'
    const { content } = prepared(
      { post: '/graphql', graphql: { query, variables: { first: '{settings.size}' } } },
      { size: 50 }
    )
    assert.deepEqual(content, { as: 'json', value: { query, variables: { first: 50 } } })
  })

  test('is no success where GraphQL reports errors, whatever else says so', ({ assert }) => {
    const graphql: Call = { post: '/graphql', graphql: { query: '{ a }' } }
    const { isOk } = compiled(graphql, { ok: 'response.body.code == 0' })

    assert.deepEqual(
      [
        isOk(answer({ code: 0, data: {} }), {}),
        isOk(answer({ code: 0, errors: [{}] }), {}),
        isOk(answer({ code: 1 }), {}),
      ],
      [true, false, false]
    )
  })

  test('decides by its own words where the vendor has others for it', ({ assert }) => {
    const { isOk } = compiled(
      { get: '/a', ok: 'response.body.state == "done"' },
      { ok: 'response.body.code == 0' }
    )
    assert.deepEqual(
      [isOk(answer({ state: 'done' }), {}), isOk(answer({ code: 0 }), {})],
      [true, false]
    )
  })

  test('goes to the host of the tenant, and nowhere else', ({ assert }) => {
    const call: Call = { base: 'https://{settings.shop}.acme.test', get: '/orders/{settings.list}' }
    const urlOf = (shop: string) => prepared(call, { shop, list: '../a b' }).url

    assert.equal(urlOf('Harbor'), 'https://harbor.acme.test/orders/..%2Fa%20b')
    for (const evil of ['evil.test/', 'evil.test#', 'a:8080', 'user@evil', '']) {
      assert.throws(() => urlOf(evil), /is no part of a host/)
    }
  })
})

test.group('An answer that is packed', () => {
  test('in a zip is read as the one file in it', async ({ assert }) => {
    const bytes = zipOf('report.csv', 'day,clicks\n2026-03-01,5\n')
    const read = await decode(
      { status: 200, headers: {}, bytes },
      { as: 'csv', compression: 'zip' }
    )

    assert.deepEqual(read.body, [{ day: '2026-03-01', clicks: '5' }])
  })
})

test.group('A record with several facts', () => {
  test('makes a row of each mapping, and of each element of a list', ({ assert }) => {
    const manifest: Plugin = shopManifest()
    const shop = manifest.connectors!.shop as ApiConnector
    const { orders } = shop.streams
    const base = orders.facts as FactMapping
    const items: FactMapping = {
      ...base,
      expand: { list: 'items', as: 'item' },
      entity: { kind: 'product', id: 'record.item.id', name: 'record.item.id' },
      metrics: { units_sold: 'record.item.count' },
    }
    shop.streams = { orders: { ...orders, facts: [base, items] } }
    const stream = compileConnector(manifest, 'shop').streams.get('orders')!
    const list = [
      { id: 'p1', count: 2 },
      { id: 'p2', count: 3 },
    ]
    const mapped = stream.mapRecord(
      { id: 1, day: '2026-03-01', items: list },
      { account, settings: {}, today: '2026-03-02' }
    )

    assert.isFalse(isRejected(mapped))
    const { facts, entities } = mapped as Exclude<typeof mapped, null | { reason: string }>
    assert.deepEqual(
      facts.map(({ entity, numbers }) => [entity.externalId, ...numbers]),
      [
        ['1', 1, null],
        ['p1', null, 2],
        ['p2', null, 3],
      ]
    )
    assert.deepEqual([...new Set(entities.map(({ kind }) => kind))], ['order', 'product'])
  })
})

test.group('The folder of a plugin', () => {
  test('is called as its id: {0} for {1}')
    .with([
      ['google_ads', 'google/ads', true],
      ['search_console', 'google/search-console', true],
      ['stripe', 'stripe/payments', true],
      ['ga4', 'google/analytics', true],
      ['facebook', 'google/ads', false],
    ] as const)
    .run(({ assert }, [folder, id, fits]) => {
      assert.equal(folderProblems(folder, id).length === 0, fits)
    })
})

/** A zip file with one file in it, stored as it is. */
function zipOf(name: string, content: string): Buffer {
  const [path, bytes] = [Buffer.from(name), Buffer.from(content)]
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt32LE(crc32(bytes), 10)
  facts.writeUInt32LE(bytes.length, 14)
  facts.writeUInt32LE(bytes.length, 18)
  facts.writeUInt16LE(path.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, path, bytes])
  const entry = Buffer.concat([
    ...[Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, Buffer.alloc(14), path],
  ])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(entry.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, entry, Buffer.from('PK\u0005\u0006'), end])
}
