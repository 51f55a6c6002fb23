import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { listRejections } from '#sync/queries/list_rejections'
import { givenAnsweringApi, type AnsweringApi } from '#tests/support/answering_api'
import { givenWizard, newestSource, syncOnce, withStream } from '#tests/support/custom_sources'

const DAY = new Date().toISOString().slice(0, 10)
const order = (id: number, other: object = {}) => ({
  ...{ id, day: DAY, currency: 'EUR', total: '10', discount: null },
  ...other,
})

const DESIGN = withStream({
  ...{ query: [], window: null, records: 'orders', always: ['id', 'total', 'discount'] },
  fields: [
    { path: 'id', use: 'key' },
    { path: 'day', use: 'date', format: 'date' },
    { path: 'currency', use: 'currency' },
    { path: 'total', use: 'metric', metric: 'revenue', amount: 'major' },
    { path: 'discount', use: 'metric', metric: 'discounts', amount: 'major' },
  ],
})

test.group('An API that answers otherwise than it was described', (group) => {
  let api: AnsweringApi
  group.each.setup(async () => {
    api = await givenAnsweringApi({ body: { orders: [order(1), order(2)] } })
    return () => api.stop()
  })

  async function givenSource(client: Parameters<typeof givenWizard>[0]) {
    const { create, organization } = await givenWizard(client)
    await create(DESIGN)
    const { id } = await newestSource(organization)
    const sync = () => syncOnce(organization, id)
    const revenue = () =>
      withTenant(organization.id, async (tenant) => {
        const { rows } = await tenant.query<{ revenue: number }>(
          'SELECT sum(m00)::float8 AS revenue FROM facts WHERE organization_id = $1',
          [organization.id]
        )
        return rows[0].revenue
      })
    const reasons = () =>
      withTenant(organization.id, async (tenant) => {
        const { rejections } = await listRejections(tenant, { connectionId: id, page: 1 })
        return rejections.map(({ reason }) => reason).sort()
      })
    return { sync, revenue, reasons }
  }

  test('is found to have fields in every record, empty or not', async ({ client, assert }) => {
    api.answers({ body: { orders: [order(1, { note: 'a' }), order(2)] } })
    const { look } = await givenWizard(client)
    const { lists } = await look(DESIGN)

    assert.deepEqual(lists[0].always, ['id', 'day', 'currency', 'total'])
  })

  test('keeps its numbers and says which field went missing', async ({ client, assert }) => {
    const source = await givenSource(client)
    await source.sync()
    assert.equal(await source.revenue(), 20_000_000)

    const renamed = order(1, { total: undefined, amount: '10' })
    const nameless = order(2, { id: undefined, total: '99' })
    api.answers({ body: { orders: [renamed, nameless, order(3, { total: '5' })] } })
    const run = await source.sync()

    assert.equal(run.records_rejected, '2')
    assert.equal(await source.revenue(), 25_000_000)
    assert.deepEqual(await source.reasons(), [
      'id is missing.',
      'revenue: the record no longer has the field "total", so its numbers stay as they were.',
    ])
  })

  test('may send an empty number, which is no missing one', async ({ client, assert }) => {
    const source = await givenSource(client)
    api.answers({ body: { orders: [order(1, { total: null })] } })
    const run = await source.sync()

    assert.equal(run.records_rejected, '0')
    assert.deepEqual(await source.reasons(), [])
  })

  test('whose list is gone changes nothing, and the sync says so', async ({ client, assert }) => {
    const source = await givenSource(client)
    await source.sync()
    api.answers({ body: { items: [order(1)] } })
    const run = await source.sync()

    assert.include(run.error_message!, 'responded without the requested records')
    assert.equal(await source.revenue(), 20_000_000)
  })
})
