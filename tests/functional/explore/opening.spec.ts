import { test } from '@japa/runner'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { ask } from '#tests/support/metric_questions'
import type { Slot } from '#shared/records'

const SALES: Slot[] = [{ metric: 'orders', unit: 'count', aggregation: 'sum' }]
const facts = [{ day: '2026-05-01', currency: 'EUR', numbers: [1, 2, 3] }]

async function givenTwoSources() {
  const organization = await givenOrganization()
  await givenRows(organization, { slots: ADS_SLOTS, facts, connection: 'Search ads' })
  const shop = [{ day: '2026-05-01', numbers: [4] }]
  await givenRows(organization, { slots: SALES, facts: shop, connection: 'Shop', mode: 'sandbox' })
  return organization
}

test.group('Explore opens', () => {
  test('with numbers that the organization has', async ({ client, assert }) => {
    const organization = await givenTwoSources()
    const as = await signIn(await givenMember(organization))

    const page = await as(client.get(`/o/${organization.slug}/explore`).withInertia())

    assert.deepEqual(page.inertiaProps.question.metrics, ['spend', 'clicks', 'orders'])
  })

  test('from a source with the numbers of that source', async ({ client, assert }) => {
    const organization = await givenTwoSources()
    const as = await signIn(await givenMember(organization))
    const address = `/o/${organization.slug}/explore`

    const page = await as(client.get(address).qs({ filter: 'source~in~Shop' }).withInertia())

    assert.deepEqual(page.inertiaProps.question.metrics.slice(0, 1), ['orders'])
    assert.notInclude(page.inertiaProps.question.metrics, 'spend')
  })

  test('and an answer names what the sandbox made up', async ({ assert }) => {
    const organization = await givenTwoSources()

    const { provenance } = await ask(organization, { metrics: ['spend', 'orders'] })

    assert.equal(provenance.spend.streams[0].mode, 'live')
    assert.equal(provenance.orders.streams[0].mode, 'sandbox')
  })
})
