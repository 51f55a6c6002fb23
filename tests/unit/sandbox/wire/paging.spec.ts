import { test } from '@japa/runner'
import type { WireEndpoint } from '#kit'
import { givenWire } from '#tests/support/wires'

const RECORDS = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key }))

const STYLES: {
  style: string
  endpoint: Partial<WireEndpoint>
  wayOn: (next: string) => string
}[] = [
  {
    style: 'offset',
    endpoint: {
      paging: { by: 'offset', at: 'skip', size: 'take' },
      query: { skip: 'int', take: 'int' },
    },
    wayOn: (next) => `/v1/list?take=2&skip=${next}`,
  },
  {
    style: 'page',
    endpoint: {
      paging: { by: 'page', at: 'page', size: 'take' },
      query: { page: 'int', take: 'int' },
    },
    wayOn: (next) => `/v1/list?take=2&page=${next}`,
  },
  {
    style: 'cursor',
    endpoint: {
      paging: { by: 'cursor', at: 'after', size: 'take' },
      query: { after: 'text', take: 'int' },
    },
    wayOn: (next) => `/v1/list?take=2&after=${next}`,
  },
  {
    style: 'lastId',
    endpoint: {
      paging: { by: 'lastId', at: 'after', id: 'id', size: 'take' },
      query: { after: 'text', take: 'int' },
    },
    wayOn: (next) => `/v1/list?take=2&after=${next}`,
  },
  {
    style: 'firstId',
    endpoint: {
      paging: { by: 'firstId', at: 'from', id: 'id', size: 'take' },
      query: { from: 'text', take: 'int' },
    },
    wayOn: (next) => `/v1/list?take=2&from=${next}`,
  },
]

const PAGE = {
  data: [{ id: '{{key}}' }],
  next: '{{page.next|absent}}',
  url: '{{page.nextUrl}}',
  more: '{{page.more}}',
}

type Answer = { data: { id: string }[]; next?: string; url: string | null; more: boolean }

test.group('Paging of a wire', () => {
  test('{style}: following what the answer says reads every record once')
    .with(STYLES)
    .run(({ assert }, { endpoint, wayOn }) => {
      const wire = givenWire({
        series: { letters: RECORDS },
        endpoints: [{ get: '/v1/list', page: PAGE, rows: 'data', from: 'letters', ...endpoint }],
      })
      const read: string[][] = []
      for (let address: string | undefined = '/v1/list?take=2'; address;) {
        const { data, next, url, more } = wire.get(address).body as Answer
        read.push(data.map(({ id }) => id))
        assert.equal(more, next !== undefined)
        assert.equal(url !== null, more)
        address = next === undefined ? undefined : wayOn(String(next))
      }

      assert.deepEqual(read, [['a', 'b'], ['c', 'd'], ['e']])
    })

  test('a made-up cursor or id is refused', ({ assert }) => {
    for (const { endpoint, wayOn } of STYLES.slice(2)) {
      const wire = givenWire({
        series: { letters: RECORDS },
        endpoints: [{ get: '/v1/list', page: PAGE, rows: 'data', from: 'letters', ...endpoint }],
      })
      assert.include(wire.get(wayOn('zzz')).body, { error: 'invalidCursor' })
    }
  })

  test('the next address may stand in a header, which the last page leaves out', ({ assert }) => {
    const { get } = givenWire({
      series: { letters: RECORDS },
      endpoints: [
        {
          get: '/v1/list',
          page: [{ id: '{{key}}' }],
          rows: '$',
          from: 'letters',
          query: { page: 'int', per_page: 'int=3' },
          paging: { by: 'page', at: 'page', size: 'per_page' },
          replyHeaders: { Link: '<{{page.nextUrl}}>; rel="next"' },
        },
      ],
    })

    assert.equal(
      get('/v1/list').headers?.link,
      '<https://api.vendor.example/v1/list?page=2>; rel="next"'
    )
    assert.deepEqual(get('/v1/list?page=2').body, [{ id: 'd' }, { id: 'e' }])
    assert.notProperty(get('/v1/list?page=2').headers, 'link')
  })
})
