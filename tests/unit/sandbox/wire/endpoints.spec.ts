import { test } from '@japa/runner'
import { givenWire, type SmallWire } from '#tests/support/wires'

const DAYS = [
  { key: 'a', day: '2026-11-01', at: 1793534400, spend: 1_500_000, clicks: 3, campaign: 'Beans' },
  { key: 'b', day: '2026-11-02', at: 1793620800, spend: 2_250_000, clicks: 0, campaign: 'Beans' },
  { key: 'c', day: '2026-11-03', at: 1793707200, spend: 990_000, clicks: 5, campaign: 'Mugs' },
]

const PAGE = {
  data: [{ id: '{{key}}', spent: '{{spend|decimal}}', when: '{{day}}' }],
  meta: { total: '{{page.total}}', next: '{{page.next}}' },
}

const givenDays = (endpoint: object, rest: SmallWire = {}) =>
  givenWire({
    series: { days: DAYS },
    endpoints: [{ get: '/v1/days', page: PAGE, rows: 'data', from: 'days', ...endpoint }],
    ...rest,
  })

const ids = (body: unknown) => (body as { data: { id: string }[] }).data.map(({ id }) => id)

test.group('An endpoint of a wire', () => {
  test('fills its page with the records of its series', ({ assert }) => {
    const { body, status } = givenDays({}).get('/v1/days')

    assert.equal(status, 200)
    assert.deepEqual(body, {
      data: [
        { id: 'a', spent: '1.50', when: '2026-11-01' },
        { id: 'b', spent: '2.25', when: '2026-11-02' },
        { id: 'c', spent: '0.99', when: '2026-11-03' },
      ],
      meta: { total: 3, next: null },
    })
  })

  test('answers {wrong} with the vendor’s own error')
    .with([
      {
        wrong: 'an unknown parameter',
        ask: ['GET', '/v1/days?colour=red'],
        says: [400, 'unknownParameter', 'colour'],
      },
      {
        wrong: 'a missing parameter',
        ask: ['GET', '/v1/needs'],
        says: [400, 'missingParameter', 'day'],
      },
      {
        wrong: 'a value of the wrong kind',
        ask: ['GET', '/v1/needs?day=tomorrow'],
        says: [400, 'invalidParameter', 'day'],
      },
      {
        wrong: 'a value out of bounds',
        ask: ['GET', '/v1/days?limit=501'],
        says: [400, 'invalidParameter', 'limit'],
      },
      {
        wrong: 'another method',
        ask: ['DELETE', '/v1/days'],
        says: [405, 'wrongMethod', 'DELETE'],
      },
      { wrong: 'another path', ask: ['GET', '/v2/days'], says: [404, 'unknownRoute', '/v2/days'] },
      {
        wrong: 'a missing header',
        ask: ['GET', '/v1/versioned'],
        says: [400, 'missingHeader', 'X-Version'],
      },
    ] as const)
    .run(({ assert }, { ask, says }) => {
      const wire = givenWire({
        series: { days: DAYS },
        endpoints: [
          { get: '/v1/days', query: { limit: 'int<=500' }, page: PAGE, rows: 'data', from: 'days' },
          { get: '/v1/needs', query: { day: 'date!' }, page: {} },
          { get: '/v1/versioned', headers: { 'X-Version': '/\\d+/!' }, page: {} },
        ],
      })

      const { status, body } = wire.ask(ask[0], ask[1])

      const { error, about } = body as { error: string; about: string }
      assert.deepEqual([status, error, about], [...says])
    })

  test('{rule} keeps {kept}')
    .with([
      { rule: 'since(day)', value: '2026-11-02', kept: ['b', 'c'] },
      { rule: 'after(day)', value: '2026-11-02', kept: ['c'] },
      { rule: 'until(when, date)', value: '2026-11-02', kept: ['a', 'b'] },
      { rule: 'before(at, unix)', value: '1793620800', kept: ['a'] },
      { rule: 'since(at, iso)', value: '2026-11-02T12:00:00+00:00', kept: ['b', 'c'] },
      { rule: 'through(at, date)', value: '2026-11-02', kept: ['a', 'b'] },
      { rule: 'is(campaign)', value: 'Mugs', kept: ['c'] },
      { rule: 'in(key)', value: 'a,c', kept: ['a', 'c'] },
    ])
    .run(({ assert }, { rule, value, kept }) => {
      const { body } = givenDays({ query: { x: rule } }).get('/v1/days', { query: { x: value } })

      assert.deepEqual(ids(body), kept)
    })

  test('reads the fields of a JSON body, and refuses the others', ({ assert }) => {
    const wire = givenWire({
      series: { days: DAYS },
      endpoints: [
        {
          post: '/v1/search',
          body: {
            'ranges.*.from': 'since(day, date)!',
            'ranges.*.to': 'until(day, date)',
            'limit': 'int',
          },
          page: PAGE,
          rows: 'data',
          from: 'days',
        },
      ],
    })
    const post = (body: unknown) => wire.ask('POST', '/v1/search', { body }).body

    assert.deepEqual(ids(post({ ranges: [{ from: '2026-11-02', to: '2026-11-02' }] })), ['b'])
    assert.include(post({ ranges: [{ from: '2026-11-02', until: 1 }] }), {
      about: 'ranges.*.until',
    })
    assert.include(post({ limit: 5 }), { error: 'missingParameter' })
    assert.include(post('{"ranges":'), { error: 'badBody' })
  })

  test('looks one record up by what the path says, and knows when there is none', ({ assert }) => {
    const wire = givenWire({
      series: { days: DAYS },
      endpoints: [
        { get: '/v1/days/{id}', page: { name: '{{campaign}}' }, from: 'days[key|prefix:day-=id]' },
      ],
    })

    assert.deepEqual(wire.get('/v1/days/day-c').body, { name: 'Mugs' })
    assert.equal(wire.get('/v1/days/day-z').status, 404)
  })

  test('adds up by fields, by requested columns, or into one', ({ assert }) => {
    const row = { data: [{ id: '{{campaign}}', clicks: '{{clicks}}' }] }
    const columns = {
      page: {
        rows: [
          [
            { $of: 'dimensions', $value: '{{value}}' },
            { $of: 'metrics', $value: '{{value}}' },
          ],
        ],
      },
      rows: 'rows',
      query: { by: 'csv', want: 'csv' },
      dimensions: { at: 'by', of: { month: '{{day|format:yyyyMM}}', campaign: '{{campaign}}' } },
      metrics: { at: 'want', of: { clicks: '{{clicks}}', cpc: '{{spend|per:clicks|major}}' } },
    }

    assert.deepEqual(givenDays({ page: row, group: ['campaign'] }).get('/v1/days').body, {
      data: [
        { id: 'Beans', clicks: 3 },
        { id: 'Mugs', clicks: 5 },
      ],
    })
    assert.deepEqual(
      givenDays({ page: { clicks: '{{clicks}}' }, rows: undefined, group: [] }).get('/v1/days')
        .body,
      { clicks: 8 }
    )
    const report = givenDays(columns)
    assert.deepEqual(report.get('/v1/days?by=month,campaign&want=clicks').body, {
      rows: [
        ['202611', 'Beans', 3],
        ['202611', 'Mugs', 5],
      ],
    })
    assert.include(report.get('/v1/days?by=colour').body, {
      error: 'unknownField',
      about: 'colour',
    })
  })

  test('answers the fields that were asked for, and refuses one that it does not have', ({
    assert,
  }) => {
    const wire = givenDays({
      query: { fields: 'csv!', limit: 'int' },
      fields: { at: 'fields', always: ['id'] },
    })

    const { data } = wire.get('/v1/days?fields=spent').body as { data: object[] }

    assert.deepEqual(data[0], { id: 'a', spent: '1.50' })
    assert.include(wire.get('/v1/days?fields=spent,mood').body, {
      error: 'unknownField',
      about: 'mood',
    })
  })
})
