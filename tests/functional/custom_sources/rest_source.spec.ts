import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { withTenant } from '#foundation'
import { generateBusiness, type RunningEmulator } from '#sandbox'
import {
  DESCRIBED,
  givenWizard,
  newestSource,
  SAMPLE,
  syncOnce,
} from '#tests/support/custom_sources'
import { givenEmulator } from '#tests/support/sandbox_sources'

test.group('A REST interface that a person describes', (group) => {
  let emulator: RunningEmulator
  group.setup(async () => {
    emulator = await givenEmulator()
    return () => emulator.stop()
  })

  test('is called once, and its list, paging and fields are found', async ({ client, assert }) => {
    const { look } = await givenWizard(client)
    const answer = await look(SAMPLE)
    const [list] = answer.lists

    assert.equal(answer.problem, null)
    assert.equal(answer.status, 200)
    assert.equal(list.path, 'orders')
    assert.deepEqual(list.page, {
      ...{ by: 'page', pageParameter: 'page', size: list.length },
      ...{ sizeParameter: 'per_page', last: 'pages' },
    })
    assert.includeDeepMembers(list.proposed, [
      { path: 'id', use: 'key' },
      { path: 'placed_on', use: 'date', format: 'date' },
      { path: 'currency', use: 'currency' },
      { path: 'customer.country', use: 'dimension' },
      { path: 'total', use: 'metric', metric: 'revenue', amount: 'major' },
      { path: 'tax', use: 'metric', metric: 'taxes', amount: 'major' },
    ])
  })

  test('shows what its records become, with sums', async ({ client, assert }) => {
    const { preview } = await givenWizard(client)
    const records = [
      { id: 1, placed_on: '2026-11-02', currency: 'EUR', total: '12.50', tax: '2', units: 3 },
      { id: 2, placed_on: '2026-11-03', currency: 'JPY', total: '900', tax: '0', units: 1 },
      { id: 2, placed_on: '2026-11-03', currency: 'JPY', total: '900', tax: '0', units: 1 },
      { id: 3, placed_on: 'yesterday', currency: 'EUR', total: '1', tax: '0', units: 1 },
    ]
    const shown = await preview(DESCRIBED, records)

    assert.equal(shown.problem, null)
    assert.equal(shown.repeated, 1)
    assert.deepEqual(shown.rejected, [
      { position: 4, reason: 'The date "yesterday" is not a date.' },
    ])
    assert.deepEqual(shown.metrics.find(({ id }) => id === 'revenue')!.sums, [
      { currency: 'EUR', sum: 12_500_000 },
      { currency: 'JPY', sum: 900_000_000 },
    ])
  })

  test('is synced by the ordinary reader to the sums of the sample business', async ({
    client,
    assert,
  }) => {
    const { create, organization } = await givenWizard(client)
    const response = await create(DESCRIBED)
    const source = await newestSource(organization)
    assert.equal(response.status(), 302)
    assert.equal(source.state, 'connected')
    assert.equal(source.pluginId, 'own/harbor-orders')

    const run = await syncOnce(organization, source.id)
    assert.equal(run.status, 'succeeded')
    const stored = await withTenant(organization.id, (tenant) =>
      tenant.query<{ day: string; currency: string; revenue: number }>(
        `SELECT min(day)::text AS day, currency, sum(m00)::float8 AS revenue FROM facts
         WHERE organization_id = $1 GROUP BY currency ORDER BY currency`,
        [organization.id]
      )
    )
    const from = stored.rows.map(({ day }) => day).sort()[0]
    const now = new Date()
    const today = DateTime.fromJSDate(now, { zone: organization.timeZone }).toISODate()!
    const orders = generateBusiness({ now })
      .series('shopOrders', now)
      // In Tokyo the next day has begun in the evening; the source is read up to the organization's own today.
      .filter(({ day }) => String(day) >= from && String(day) <= today)
    for (const { currency, revenue } of stored.rows) {
      const own = orders.filter((row) => row.currency === currency)
      assert.equal(
        revenue,
        own.reduce((sum, { total }) => sum + Number(total), 0),
        currency
      )
    }
    assert.lengthOf(stored.rows, 3)
  })

  test('tells what is missing in a form', async ({ client, assert }) => {
    const { post } = await givenWizard(client)
    for (const path of ['/answers', '/previews', '']) {
      const response = await post(path, {})
      assert.equal(response.status(), 422, `${path} ${response.text()}`)
    }
  })
})
