import { test } from '@japa/runner'
import type { WireConditions, WireEndpoint } from '#kit'
import { unpack } from '#reading/decode/unpack'
import { givenWire } from '#tests/support/wires'

const DEALS = [
  { key: 'd1', amount: 5_000_000, stage: 'won', changedAt: 1793534400, day: '2026-11-01' },
  { key: 'd2', amount: 9_000_000, stage: 'open', changedAt: 1793620800, day: '2026-11-02' },
  { key: 'd3', amount: 1_000_000, stage: 'won', changedAt: 1793707200, day: '2026-11-03' },
]

const PAGE = { page: [{ id: '{{key}}', updated: '{{changedAt|iso}}' }], rows: '$' }

const givenDeals = (endpoint: Partial<WireEndpoint>) =>
  givenWire({
    series: { deals: DEALS },
    endpoints: [{ get: '/deals', from: 'deals', ...PAGE, ...endpoint }],
  })

const ids = (body: unknown) => (body as { id: string }[]).map(({ id }) => id)

const OBJECTS: WireConditions = {
  at: 'body.groups.*.filters',
  each: { field: 'name', operator: 'operator', value: ['value', 'values'] },
  operators: { GTE: 'since', IN: 'in' },
  of: { stage: 'stage', updated: 'updated' },
}

test.group('Conditions that a request carries', () => {
  test('are objects in the body, by fields of the record or of the vendor', ({ assert }) => {
    const wire = givenDeals({
      get: undefined,
      post: '/deals',
      body: { groups: 'any' },
      conditions: [OBJECTS],
    })
    const ask = (...filters: object[]) =>
      wire.ask('POST', '/deals', { body: { groups: [{ filters }] } })

    const late = { name: 'updated', operator: 'GTE', value: '2026-11-02T00:00:00Z' }
    const won = { name: 'stage', operator: 'IN', values: ['won', 'lost'] }
    assert.deepEqual(ids(ask(late, won).body), ['d3'])
    assert.deepEqual(ids(ask().body), ['d1', 'd2', 'd3'])
    assert.deepInclude(ask({ ...late, name: 'owner' }).body, { error: 'unknownField' })
    assert.deepInclude(ask({ ...late, operator: 'LIKE' }).body, { error: 'invalidParameter' })
  })

  test('are objects written as JSON in a parameter', ({ assert }) => {
    const wire = givenDeals({
      query: { filtering: 'json' },
      conditions: [{ at: 'filtering', operators: { EQUAL: 'is' }, of: { stage: 'stage' } }],
    })

    const filtering = JSON.stringify([{ field: 'stage', operator: 'EQUAL', value: 'open' }])
    assert.deepEqual(ids(wire.get('/deals', { query: { filtering } }).body), ['d2'])
  })

  test('are a text in a small language, and what cannot be read is refused', ({ assert }) => {
    const wire = givenDeals({
      query: { filter: 'text' },
      conditions: [
        {
          at: 'filter',
          text: String.raw`/(?<operator>[a-z-]+)\((?<field>\w+),(?<value>[^)]+)\)/`,
          operators: { 'greater-than': 'after', 'equals': 'is' },
          of: { updated: 'changedAt', stage: 'stage' },
        },
      ],
    })
    const ask = (filter: string) => wire.get('/deals', { query: { filter } }).body

    assert.deepEqual(ids(ask('equals(stage,won),greater-than(updated,2026-11-01T12:00:00Z)')), [
      'd3',
    ])
    assert.deepInclude(ask('stage is won'), { error: 'invalidParameter', about: 'filter' })
  })

  test('are a range of days in parts', ({ assert }) => {
    const wire = givenDeals({
      query: { dateRange: 'text!' },
      conditions: [
        {
          at: 'dateRange',
          text: String.raw`/(?<operator>start|end):\(year:(?<year>\d+),month:(?<month>\d+),day:(?<day>\d+)\)/`,
          operators: { start: 'since', end: 'through' },
          of: { '*': 'day' },
        },
      ],
    })

    const dateRange = '(start:(year:2026,month:11,day:2),end:(year:2026,month:11,day:2))'
    assert.deepEqual(ids(wire.get('/deals', { query: { dateRange } }).body), ['d2'])
  })
})

test.group('The order that a request names', () => {
  test('turns around with a sign, a word or a parameter of its own', ({ assert }) => {
    const of = { amount: 'amount', updated: 'changedAt', newest: '-changedAt' }
    const order = { at: 'sort', direction: 'dir', of }
    const wire = givenDeals({ sort: 'key', order, query: { sort: 'text', dir: 'enum(asc|desc)' } })
    const ask = (query: Record<string, string>) => wire.get('/deals', { query }).body

    assert.deepEqual(ids(ask({})), ['d1', 'd2', 'd3'])
    assert.deepEqual(ids(ask({ sort: 'amount' })), ['d3', 'd1', 'd2'])
    assert.deepEqual(ids(ask({ sort: '-updated' })), ['d3', 'd2', 'd1'])
    assert.deepEqual(ids(ask({ sort: 'amount DESC' })), ['d2', 'd1', 'd3'])
    assert.deepEqual(ids(ask({ sort: 'updated', dir: 'desc' })), ['d3', 'd2', 'd1'])
    assert.deepEqual(ids(ask({ sort: 'newest' })), ['d3', 'd2', 'd1'])
    assert.deepEqual(ids(ask({ sort: 'newest', dir: 'desc' })), ['d1', 'd2', 'd3'])
    assert.deepInclude(ask({ sort: 'colour' }), { error: 'invalidParameter', about: 'sort' })
  })
})

test('a row that adds others up can list them, where the request names their field', ({
  assert,
}) => {
  const parts = { $if: 'query.include|has:parts', $of: 'members', id: '{{key}}' }
  const page = [{ stage: '{{stage}}', amount: '{{amount|major}}', parts: [parts] }]
  const wire = givenDeals({ page, group: ['stage'], query: { include: 'csv' } })

  assert.deepEqual(wire.get('/deals', { query: { include: 'parts,notes' } }).body, [
    { stage: 'won', amount: 6, parts: [{ id: 'd1' }, { id: 'd3' }] },
    { stage: 'open', amount: 9, parts: [{ id: 'd2' }] },
  ])
  const { body } = wire.get('/deals', { query: { include: 'notes' } })
  assert.deepEqual((body as { parts: unknown[] }[])[0].parts, [])
})

test('rows are added up step by step, into objects by name where the vendor sends those', ({
  assert,
}) => {
  const byDay = { '$of': 'members', '{{day}}': '{{amount|major}}' }
  const page = { total: '{{amount|major}}', stages: { '$of': 'members', '{{stage}}': byDay } }
  const wire = givenDeals({ page, rows: undefined, group: [['stage', 'day'], ['stage'], []] })

  assert.deepEqual(wire.get('/deals').body, {
    total: 15,
    stages: { won: { '2026-11-01': 5, '2026-11-03': 1 }, open: { '2026-11-02': 9 } },
  })
})

test('a query in the vendor’s own language is read by its parts', ({ assert }) => {
  const wire = givenDeals({
    get: undefined,
    post: '/deals',
    body: { sql: 'text!' },
    parts: {
      at: 'body.sql',
      pattern: String.raw`select (?<columns>.+?) from deals(?: where (?<where>.+?))?(?: limit (?<limit>\d+))?`,
    },
    dimensions: {
      at: 'parts.columns',
      of: { 'stage': '{{stage}}', 'toDay(max(at, day))': '{{day}}' },
    },
    metrics: {
      at: 'parts.columns',
      of: {
        'count()': '{{members|count}}',
        'countIf(day = 3)': '{{members|countIf:day=2026-11-03}}',
        'uniq(day)': '{{members|distinct:day}}',
      },
    },
    conditions: [
      {
        at: 'parts.where',
        text: String.raw`/(?<field>\w+)\s*(?<operator>in|=)\s*\(?(?<value>'[^)]+')\)?/`,
        operators: { 'in': 'in', '=': 'is' },
        of: { stage: 'stage' },
      },
    ],
    paging: { by: 'offset', at: 'parts.offset', size: 'parts.limit' },
    page: {
      names: [{ $of: 'columns', $value: '{{name}}' }],
      rows: [[{ $of: 'columns', $value: '{{value}}' }]],
    },
    rows: 'rows',
  })
  const ask = (sql: string) => wire.ask('POST', '/deals', { body: { sql } }).body

  assert.deepEqual(ask('SELECT COUNT( ) AS deals, stage, countIf(day = 3), uniq(day) FROM deals'), {
    names: ['deals', 'stage', 'countIf(day = 3)', 'uniq(day)'],
    rows: [
      [2, 'won', 1, 2],
      [1, 'open', 0, 1],
    ],
  })
  const days = "select toDay(max(at,day)) from deals where stage in ('won', 'lost') limit 1"
  assert.deepEqual(ask(days), { names: ['toDay(max(at,day))'], rows: [['2026-11-01']] })
  assert.deepInclude(ask('select colour from deals'), { error: 'unknownField', about: 'colour' })
  assert.deepInclude(ask('drop table deals'), { error: 'invalidParameter', about: 'body.sql' })
})

test('parameters anywhere, dates in parts, and an address without credentials', ({ assert }) => {
  const wire = givenWire({
    series: { deals: DEALS },
    auth: { header: 'X-Key: {key}', accepts: 'k' },
    endpoints: [
      {
        post: '/deals',
        anywhere: true,
        open: true,
        query: { stage: 'is(stage)' },
        from: 'deals',
        ...PAGE,
      },
      { post: '/days', body: { from: 'since(day, ymd)' }, from: 'deals', ...PAGE },
    ],
  })
  const days = (from: object) =>
    wire.ask('POST', '/days', { body: { from }, headers: { 'x-key': 'k' } }).body

  assert.deepEqual(ids(wire.ask('POST', '/deals', { body: 'stage=open' }).body), ['d2'])
  assert.deepEqual(ids(wire.ask('POST', '/deals', { body: { stage: 'won' } }).body), ['d1', 'd3'])
  assert.deepEqual(ids(days({ Day: 3, Month: 11, Year: 2026 })), ['d3'])
  assert.deepInclude(days({ Day: 31, Month: 11, Year: 2026 }), { error: 'invalidParameter' })
  assert.equal(wire.ask('POST', '/days', { body: {} }).status, 401)
})

test('one record is cut down to the fields that were asked for, or comes whole', ({ assert }) => {
  const page = { id: '{{key}}', stage: '{{stage}}', line: '{{cells|cells:name}}' }
  const fields = { at: 'fields', always: ['id'], otherwise: 'all' as const }
  const cells = [{ name: 'a "b"' }, { name: 1 }]
  const wire = givenWire({
    series: { deals: [{ ...DEALS[0], cells }] },
    endpoints: [{ get: '/deal', query: { fields: 'csv' }, from: 'deals', page, fields }],
  })

  const { body } = wire.get('/deal', { query: { fields: 'stage' } })
  assert.deepEqual(body, { id: 'd1', stage: 'won' })
  const whole = { id: 'd1', stage: 'won', line: '"a ""b""","1"' }
  assert.deepEqual(wire.get('/deal').body, whole)
  assert.deepInclude(wire.get('/deal?fields=colour').body, { error: 'unknownField' })
})

test('lists of rest.li and several series are read as one', ({ assert }) => {
  const wire = givenDeals({
    from: 'deals+deals',
    query: { stages: 'in(stage, csv)' },
    group: ['key'],
  })

  assert.deepEqual(ids(wire.get('/deals', { query: { stages: 'List(won,lost)' } }).body), [
    'd1',
    'd3',
  ])
})

test('a file that the vendor packs can be unpacked', async ({ assert }) => {
  const { body, headers } = givenDeals({ compression: 'zip' }).get('/deals')

  assert.equal(headers?.['content-type'], 'application/zip')
  const text = await unpack(body as Buffer, 'zip')
  assert.deepEqual(ids(JSON.parse(text.toString())), ['d1', 'd2', 'd3'])
})
