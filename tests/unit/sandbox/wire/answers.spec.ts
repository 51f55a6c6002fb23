import { gunzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import type { WireEndpoint } from '#kit'
import { givenWire, type SmallWire } from '#tests/support/wires'

const ORDERS = [
  { key: 'o1', total: 12_340_000, currency: 'EUR', note: 'says "hi", twice', at: 1793534400, lines: [{ sku: 'A', count: 2 }, { sku: 'B', count: 1 }] },
  { key: 'o2', total: 990_000_000, currency: 'JPY', note: '<none>', at: 1793620800, lines: [] },
] // prettier-ignore

const givenOrders = (endpoint: Partial<WireEndpoint>, rest: SmallWire = {}) =>
  givenWire({
    series: { orders: ORDERS },
    endpoints: [{ get: '/orders', from: 'orders', ...endpoint }],
    ...rest,
  })

test.group('Answers of a wire', () => {
  test('money, ids and times are written as the vendor writes them', ({ assert }) => {
    const row = {
      a: '{{total|decimal}}', b: '{{total|minor}}', c: '{{total|micros}}', d: '{{total|major}}', e: '{{at|iso}}', f: '{{at|isoOffset:Asia/Tokyo}}', g: '{{at|ms}}', h: 'Order {{key|upper}} of {{currency}}',
      i: '{{missing}}', j: '{{missing|absent}}', k: '{{missing|or:0}}', l: '{{currency|map:EUR=euro,*=other}}', m: '{{lines|count}}', n: '{{lines|then:yes,no}}',
    } // prettier-ignore

    const { body } = givenOrders({ page: [row], rows: '$' }).get('/orders')

    assert.deepEqual(body, [
      { a: '12.34', b: 1234, c: 12340000, d: 12.34, e: '2026-11-01T12:00:00Z', f: '2026-11-01T21:00:00+09:00', g: 1793534400000, h: 'Order O1 of EUR', i: null, k: 0, l: 'euro', m: 2, n: 'yes' },
      { a: '990', b: 990, c: 990000000, d: 990, e: '2026-11-02T12:00:00Z', f: '2026-11-02T21:00:00+09:00', g: 1793620800000, h: 'Order O2 of JPY', i: null, k: 0, l: 'other', m: 0, n: 'no' },
    ]) // prettier-ignore
  })

  test('ids are always the same for the same key, and differ for others', ({ assert }) => {
    const page = [
      {
        hex: '{{key|hex:10}}',
        digits: '{{key|digits:17}}',
        id: '{{key|id:18}}',
        uuid: '{{key|uuid}}',
      },
    ]
    const read = () =>
      givenOrders({ page, rows: '$' }).get('/orders').body as Record<string, string>[]
    const [one, other] = read()

    assert.deepEqual(read(), [one, other])
    assert.notEqual(one.digits, other.digits)
    assert.match(one.hex, /^[0-9a-f]{10}$/)
    assert.match(one.digits, /^[1-9]\d{16}$/)
    assert.match(one.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('lists inside a record, parts that are left out, and one row for each element', ({
    assert,
  }) => {
    const page = {
      data: [{ id: '{{key}}', items: [{ $of: 'lines', sku: '{{sku}}', of: '{{key}}' }], byKey: { '$of': 'lines', '{{sku}}': '{{count}}' }, extra: { $if: 'lines|then:yes', has: true }, paid: { $if: 'at|past', $else: null, $value: '{{at|date}}' } }],
    } // prettier-ignore
    const { body } = givenOrders({ page, rows: 'data' }).get('/orders')
    const lines = givenOrders({
      page: [{ sku: '{{sku}}', order: '{{key}}' }],
      rows: '$',
      each: 'lines',
    })

    assert.deepEqual(body, {
      data: [
        { id: 'o1', items: [{ sku: 'A', of: 'o1' }, { sku: 'B', of: 'o1' }], byKey: { A: 2, B: 1 }, extra: { has: true }, paid: '2026-11-01' },
        { id: 'o2', items: [], byKey: {}, paid: '2026-11-02' },
      ],
    }) // prettier-ignore
    assert.deepEqual(lines.get('/orders').body, [
      { sku: 'A', order: 'o1' },
      { sku: 'B', order: 'o1' },
    ])
  })

  test('a list without rows, and what has not happened yet, are said as the vendor does', ({
    assert,
  }) => {
    const page = { data: ['{{key}}'], due: { $if: 'today|addDays:1|past', $else: null } }
    const from = { where: { key: 'none' }, page, rows: 'data' }

    assert.deepEqual(givenOrders(from).get('/orders').body, { data: [], due: null })
    const absent = givenOrders({ ...from, emptyRows: 'absent' })
    assert.deepEqual(absent.get('/orders').body, { due: null })
  })

  test('a table is text with its values quoted, compressed where the vendor does so', ({
    assert,
  }) => {
    const csv = 'id,total,note\n{{#rows}}{{key}},{{total|decimal}},{{note}}\n{{/rows}}'
    const xml = '<orders>\n{{#rows}}<order id="{{key}}">{{note}}</order>\n{{/rows}}</orders>'
    const pages = { 'pages/orders.csv': csv, 'pages/orders.xml': xml }
    const reply = givenOrders({ page: 'pages/orders.csv', compression: 'gzip' }, { pages }).get(
      '/orders'
    )

    assert.equal(
      gunzipSync(reply.body as Buffer).toString(),
      'id,total,note\no1,12.34,"says ""hi"", twice"\no2,990,<none>\n'
    )
    assert.equal(
      givenOrders({ page: 'pages/orders.xml' }, { pages }).get('/orders').body,
      '<orders>\n<order id="o1">says &quot;hi&quot;, twice</order>\n<order id="o2">&lt;none&gt;</order>\n</orders>'
    )
  })

  test('an asynchronous report is asked for, waited for and fetched', ({ assert }) => {
    const wire = givenWire({
      series: { orders: ORDERS },
      endpoints: [
        { post: '/reports', body: { since: 'since(at, iso)!' }, page: { id: '{{job.id}}' }, job: { step: 'create', name: 'r', polls: 1, url: 'https://files.example/{job}' } },
        { get: '/reports/{id}', page: { state: '{{job.state|map:done=READY,running=BUSY,failed=BROKEN}}', url: '{{job.url}}' }, job: { step: 'poll', name: 'r' } },
        { get: '/reports/{id}/rows', page: { rows: [{ id: '{{key}}' }] }, rows: 'rows', from: 'orders', job: { step: 'download', name: 'r' } },
      ],
    }) // prettier-ignore
    const { id } = wire.ask('POST', '/reports', { body: { since: '2026-11-02T00:00:00Z' } })
      .body as { id: string }
    const poll = () => (wire.get(`/reports/${id}`).body as { state: string }).state

    assert.include(wire.get(`/reports/${id}/rows`).body, { error: 'notReady' })
    assert.deepEqual([poll(), poll()], ['BUSY', 'READY'])
    assert.deepEqual(wire.get(`/reports/${id}`).body, {
      state: 'READY',
      url: `https://files.example/${id}`,
    })
    assert.deepEqual(wire.get(`/reports/${id}/rows`).body, { rows: [{ id: 'o2' }] })
    assert.equal(wire.get('/reports/12345').status, 404)
  })

  test('a report that fails, that never ends, or that is empty', ({ assert }) => {
    const wire = givenWire({
      series: { orders: ORDERS },
      endpoints: [
        { post: '/reports', page: { id: '{{job.id}}' }, job: { step: 'create', name: 'r' } },
        { get: '/reports/{id}', page: { state: '{{job.state}}' }, job: { step: 'poll', name: 'r' } },
        { get: '/reports/{id}/rows', page: [{ id: '{{key}}' }], rows: '$', from: 'orders', job: { step: 'download', name: 'r' } },
      ],
    }) // prettier-ignore
    const { id } = wire.ask('POST', '/reports').body as { id: string }
    const poll = () => (wire.get(`/reports/${id}`).body as { state: string }).state

    wire.world.reportFault = 'stays'
    assert.deepEqual([poll(), poll(), poll()], ['running', 'running', 'running'])
    wire.world.reportFault = undefined
    assert.deepEqual([poll(), poll()], ['running', 'done'])
    wire.world.reportFault = 'empty'
    assert.deepEqual(wire.get(`/reports/${id}/rows`).body, [])
    wire.world.reportFault = 'fails'
    assert.equal(poll(), 'failed')
  })

  test('GraphQL answers what was selected and refuses fields that there are not', ({ assert }) => {
    const wire = givenWire({
      series: { orders: ORDERS },
      errors: { default: { $status: 200, errors: [{ message: '{{problem.message}}' }] } },
      endpoints: [
        {
          post: '/graphql',
          page: { extensions: { cost: 7 } },
          graphql: {
            orders: {
              arguments: { first: 'int<=250!', after: 'text', query: 'text' },
              page: { edges: [{ cursor: '{{key}}', node: { id: '{{key}}', total: '{{total|decimal}}' } }], nodes: [{ id: '{{key}}', total: '{{total|decimal}}' }], pageInfo: { hasNextPage: '{{page.more}}', endCursor: '{{page.next}}' } },
              rows: 'edges,nodes',
              from: 'orders',
              paging: { by: 'cursor', at: 'arguments.after', size: 'arguments.first' },
            },
          },
        },
      ],
    }) // prettier-ignore
    const query = (text: string, variables?: object) =>
      wire.ask('POST', '/graphql', { body: { query: text, variables } }).body as {
        data: { orders: { pageInfo: { endCursor: string } } }
      }
    const first = query(
      'query Q($n: Int!) { orders(first: $n) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      { n: 1 }
    )
    const { endCursor } = first.data.orders.pageInfo

    assert.deepEqual(first, {
      data: { orders: { nodes: [{ id: 'o1' }], pageInfo: { hasNextPage: true, endCursor } } },
      extensions: { cost: 7 },
    } as object)
    assert.deepEqual(
      query(
        `{ list: orders(first: 5, after: "${endCursor}") { edges { ...E } } } fragment E on OrderEdge { node { total } }`
      ) as object,
      {
        data: { list: { edges: [{ node: { total: '990' } }] } },
        extensions: { cost: 7 },
      }
    )
    assert.deepEqual(query('{ orders(first: 1) { nodes { mood } } }') as object, {
      errors: [{ message: "Field 'mood' doesn't exist on type 'nodes'" }],
    })
    assert.deepEqual(query('{ orders { nodes { id } } }') as object, {
      errors: [{ message: "'first' is missing" }],
    })
  })
})
