import { test } from '@japa/runner'
import { ReconnectSource } from '#connections'
import { withTenant } from '#foundation'
import type { SourceDesign } from '#custom_sources/design'
import { givenAnsweringApi, type AnsweringApi } from '#tests/support/answering_api'
import { givenWizard, newestSource, syncOnce, withStream } from '#tests/support/custom_sources'

const DAY = new Date().toISOString().slice(0, 10)
const ORDERS = [
  { id: 1, shop: 'a', day: DAY, currency: 'EUR', total: '10', tax: '1' },
  { id: 2, shop: 'b', day: DAY, currency: 'EUR', total: '5', tax: '2' },
]
const FIELDS: SourceDesign['streams'][number]['fields'] = [
  { path: 'id', use: 'key' },
  { path: 'day', use: 'date', format: 'date' },
  { path: 'currency', use: 'currency' },
  { path: 'total', use: 'metric', metric: 'revenue', amount: 'major' },
]
const TAX = { path: 'tax', use: 'metric' as const, metric: 'taxes', amount: 'major' as const }
const DESIGN = withStream({ query: [], window: null, records: 'orders', fields: FIELDS })
const described = (stream: Partial<SourceDesign['streams'][number]>): SourceDesign => ({
  ...DESIGN,
  streams: [{ ...DESIGN.streams[0], ...stream }],
})

test.group('A description that is changed', (group) => {
  let api: AnsweringApi
  group.each.setup(async () => {
    api = await givenAnsweringApi({ body: { orders: ORDERS } })
    return () => api.stop()
  })

  async function givenRead(client: Parameters<typeof givenWizard>[0]) {
    const wizard = await givenWizard(client)
    const { organization, as, base, create } = wizard
    await create(DESIGN)
    const { id, slug } = await newestSource(organization)
    const sync = () => syncOnce(organization, id)
    await sync()
    const query = <Row>(sql: string) =>
      withTenant(organization.id, (tenant) => tenant.query<Row>(sql, [])).then(({ rows }) => rows)
    return {
      ...{ ...wizard, slug, sync, query },
      change: (design: SourceDesign, numbers?: string, credentials = {}) =>
        as(
          client
            .put(`${base}/${slug}`)
            .header('accept', 'application/json')
            .redirects(0)
            .json({ design, numbers, credentials })
        ),
      sums: () =>
        query<object>(
          'SELECT sum(m00)::float8 / 1e6 AS revenue, sum(m01)::float8 / 1e6 AS taxes, count(*)::int AS facts FROM facts'
        ).then(([row]) => row),
    }
  }

  test('is shown as it was, and another version keeps what was read', async ({
    client,
    assert,
  }) => {
    const { as, base, slug, change, query, sums, sync } = await givenRead(client)
    const form = await as(client.get(`${base}/${slug}/edit`).header('x-inertia', 'true'))
    assert.deepEqual(form.body().props.described.design, DESIGN)
    assert.notInclude(JSON.stringify(form.body()), 'harbor-sample-key')

    const undecided = await change(described({ fields: [...FIELDS, TAX] }))
    assert.equal(undecided.body().code, 'E_NUMBERS_UNDECIDED')
    const saved = await change(described({ fields: [...FIELDS, TAX] }), 'keep')

    saved.assertStatus(302)
    assert.deepEqual(await sums(), { revenue: 15, taxes: null, facts: 2 })
    await sync()
    assert.deepEqual(await sums(), { revenue: 15, taxes: 3, facts: 2 })
    const versions = await query('SELECT number FROM private_plugins ORDER BY number')
    assert.lengthOf(versions, 2)
  })

  test('with another key is read anew, and never beside what it meant before', async ({
    client,
    assert,
  }) => {
    const { change, sums, sync } = await givenRead(client)
    const [, ...others] = FIELDS
    const byShop = described({ fields: [{ path: 'shop', use: 'key' }, ...others] })

    const kept = await change(byShop, 'keep')
    assert.match(kept.body().detail, /“Orders” are identified, dated or broken down in another way/)
    assert.deepEqual(await sums(), { revenue: 15, taxes: null, facts: 2 })
    await change(byShop, 'again')
    assert.deepInclude(await sums(), { facts: 0 })
    await sync()
    assert.deepInclude(await sums(), { revenue: 15, facts: 2 })
  })

  test('takes more lists and lets go of others', async ({ client, assert }) => {
    const { change, query, sync } = await givenRead(client)
    const [orders] = DESIGN.streams
    const second = {
      ...orders,
      name: 'records_2',
      title: 'Taxes',
      fields: [...FIELDS.slice(0, 3), TAX],
    }

    await change({ ...DESIGN, streams: [orders, second] })
    await sync()
    const lists =
      'SELECT s.name, count(*)::int AS facts FROM facts f JOIN source_streams s ON s.id = f.stream_id GROUP BY 1 ORDER BY 1'
    assert.deepEqual(await query(lists), [
      { name: 'orders', facts: 2 },
      { name: 'records_2', facts: 2 },
    ])
    await change({ ...DESIGN, streams: [second] })
    assert.deepEqual(await query(lists), [{ name: 'records_2', facts: 2 }])
  })

  test('sends stored keys to no other host, and stores nothing that the API refuses', async ({
    client,
    assert,
  }) => {
    const { change, post, query, slug } = await givenRead(client)
    const elsewhere = { ...DESIGN, host: 'collector.example' }

    const saved = await change(elsewhere, 'keep')
    assert.match(saved.body().detail, /Enter them again/)
    const look = {
      design: elsewhere,
      stream: 'orders',
      mode: 'live',
      source: slug,
      credentials: {},
    }
    const looked = await post('/answers', look)
    assert.match(looked.body().detail, /Enter them again/)
    api.answers({ status: 500, body: {} })
    const broken = await change(described({ title: 'Sales' }), 'keep')
    assert.match(broken.body().detail, /reports an error of its own/)
    assert.lengthOf(await query('SELECT number FROM private_plugins'), 1)
  })

  test('with another host has no secret of the old one, even where it ends half-way', async ({
    assert,
    cleanup,
    client,
  }) => {
    const { change, query } = await givenRead(client)
    const { execute } = ReconnectSource.prototype
    cleanup(() => void (ReconnectSource.prototype.execute = execute))
    ReconnectSource.prototype.execute = () => Promise.reject(new Error('the process ended'))
    const sources = () =>
      query<object>(
        `SELECT state, (SELECT count(*)::int FROM credentials WHERE connection_id = connections.id) AS secrets FROM connections`
      )
    const elsewhere = { ...DESIGN, host: 'collector.example' }

    assert.deepEqual(await sources(), [{ state: 'connected', secrets: 1 }])
    await change(elsewhere, 'keep', { apiKey: 'made-up' })
    assert.deepEqual(await sources(), [{ state: 'needs_reconnect', secrets: 0 }])
    ReconnectSource.prototype.execute = execute
    await change(elsewhere, 'keep', { apiKey: 'harbor-sample-key' })
    assert.deepEqual(await sources(), [{ state: 'connected', secrets: 1 }])
  })
})
