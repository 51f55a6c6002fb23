import { test } from '@japa/runner'
import type { ApiConnector, Plugin, Totals } from '#kit'
import { totalsIn } from '#reading/database/totals_in'
import { compileConnector } from '#reading/map/compile_connector'

const ACCOUNT = {
  id: '7',
  name: 'Acme NL',
  currency: 'EUR',
  timeZone: 'Europe/Amsterdam',
  attributes: {},
}
const SCOPE = { account: ACCOUNT, settings: {}, today: '2026-11-20' }

const ROW = { id: 'c1', day: '2026-11-01', clicks: 12 }

/** A connector whose mapping says nothing of accounts; `campaigns` is read account by account. */
function adsConnector(totals?: Partial<Totals>) {
  const facts = {
    mode: 'daily',
    date: 'record.day',
    entity: { kind: 'campaign', id: 'record.id', name: 'record.id' },
    metrics: { clicks: 'record.clicks' },
  } as const
  const list = { get: '/report', records: 'rows', key: 'id', facts } as const
  const sum = { get: '/sum', metrics: { clicks: 'record.clicks' }, records: 'total', ...totals }
  const ads: ApiConnector = {
    kind: 'api',
    title: 'Acme',
    category: 'ads',
    auth: { none: { kind: 'none' } },
    http: { base: 'https://api.acme.test' },
    check: { get: '/me' },
    streams: {
      campaigns: { ...list, each: 'account', totals: sum },
      loose: { ...list, facts: { ...facts, feeds: 'detail' } },
    },
  }
  return compileConnector({ connectors: { ads } } as unknown as Plugin, 'ads')
}

const entitiesOf = (stream: string) => {
  const mapped = adsConnector().streams.get(stream)!.mapRecord(ROW, SCOPE)
  return 'entities' in mapped! ? mapped.entities : []
}

test.group('What is read account by account', () => {
  test('stands below its account, also where the mapping does not say so', ({ assert }) => {
    const [campaign] = entitiesOf('campaigns')

    assert.deepEqual(campaign.ancestors, [
      { kind: 'account', externalId: '7', name: 'Acme NL' },
    ] as typeof campaign.ancestors)
    assert.deepEqual(adsConnector().streams.get('campaigns')!.grain.entities, [
      'campaign',
      'account',
    ])
  })

  test('is the only entity that gets an account of its own accord', ({ assert }) => {
    assert.deepEqual(entitiesOf('loose')[0].ancestors, [])
  })
})

test.group('The vendor’s totals', () => {
  const sumOf = (body: unknown, totals?: Partial<Totals>) => {
    const { records, sum } = adsConnector(totals).calls!.totals.get('campaigns')!
    return sum(records({ status: 200, headers: {}, body }, {})!, {
      account: ACCOUNT,
      settings: {},
    } as never)
  }
  const TWELVE = [{ metric: 'clicks', currency: null, total: 12 }]

  test('are a list that is added up, or one object', ({ assert }) => {
    assert.deepEqual(sumOf({ total: [{ clicks: 5 }, { clicks: 7 }] }), TWELVE)
    assert.deepEqual(sumOf({ total: { clicks: 12 } }), TWELVE)
    assert.deepEqual(sumOf({ clicks: 12 }, { records: '$' }), TWELVE)
  })
})

test('The server’s own sum may be larger than any single amount can be', ({ assert }) => {
  const stream = {
    currency: { field: 'currency' },
    metrics: { revenue: { field: 'total' } },
    slots: [{ metric: 'revenue', unit: 'currency', aggregation: 'sum' }],
  } as unknown as Parameters<typeof totalsIn>[1]

  assert.deepEqual(totalsIn([{ m0: '12345678901.25', code: 'idr' }], stream), [
    { metric: 'revenue', currency: 'IDR', total: 12_345_678_901_250_000 },
  ])
})
