import { test } from '@japa/runner'
import type { MetricFilter } from '#metrics/types'
import { ask, plain } from '#tests/support/metric_questions'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'

const DAY = '2026-05-20'

async function givenCampaigns() {
  const organization = await givenOrganization()
  const row = (entity: string, device: string, clicks: number) => ({
    day: DAY,
    entity,
    dimensions: { device },
    numbers: [clicks, clicks, clicks],
  })
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [
      row('Brand – Europe', 'MOBILE', 1),
      row('Été ‘26\u00A0promo', 'desktop', 2),
      row('ÖSTERREICH', 'desktop', 4),
    ],
  })
  return organization
}

async function clicksWith(filters: MetricFilter[]) {
  const { totals } = await ask(await givenCampaigns(), { metrics: ['clicks'], filters })
  return totals.clicks
}

test.group('A filter', () => {
  test('ignores case and kinds of dash, blank and apostrophe: {operator} {value}')
    .with([
      { operator: 'in' as const, value: 'brand - europe', clicks: 1 },
      { operator: 'equals' as const, value: 'BRAND — EUROPE', clicks: 1 },
      { operator: 'in' as const, value: "été '26 promo", clicks: 2 },
      { operator: 'starts_with' as const, value: 'brand -', clicks: 1 },
      { operator: 'contains' as const, value: 'Österr', clicks: 4 },
      { operator: 'not_in' as const, value: 'Brand-Europe', clicks: 7 },
      { operator: 'not_equals' as const, value: 'brand ‑ europe', clicks: 6 },
    ])
    .run(async ({ assert }, { operator, value, clicks }) => {
      const filter = { dimension: 'campaign', operator, values: [value] }

      assert.equal(plain(await clicksWith([filter])), clicks)
    })

  test('takes the word that people read for the code of the vendor', async ({ assert }) => {
    const filter = { dimension: 'device', operator: 'in' as const, values: ['Mobile'] }

    assert.equal(plain(await clicksWith([filter])), 1)
  })

  test('that matched nothing is said to be the reason', async ({ assert }) => {
    const wrong = { dimension: 'campaign', operator: 'in' as const, values: ['Brnad'] }
    const right = { dimension: 'device', operator: 'in' as const, values: ['desktop'] }
    const brand = { ...wrong, values: ['Brand – Europe'] }
    const [alone, together] = [await clicksWith([wrong, right]), await clicksWith([brand, right])]

    assert.deepEqual(alone, {
      status: 'unavailable',
      reason: 'no_match',
      message:
        'The filter matched nothing: no row of this period has a campaign that is “Brnad”. Choose another value, or remove the filter.',
    })
    assert.match((together as { message: string }).message, /no row matches all of them/)
  })

  test('is no reason where there are no rows without it either', async ({ assert }) => {
    const filters = [{ dimension: 'campaign', operator: 'in' as const, values: ['Brnad'] }]
    const range = { from: '2025-01-01', to: '2025-01-31' }
    const asked = { metrics: ['clicks'], filters, range }
    const { totals } = await ask(await givenCampaigns(), asked)

    assert.equal(plain(totals.clicks), 'no_rows')
  })
})

test.group('Values of a filter', () => {
  test('are offered in the own organization, by any part of their name', async ({
    client,
    assert,
  }) => {
    const [organization, other] = [await givenCampaigns(), await givenOrganization()]
    const facts = [{ day: DAY, entity: 'Brand of others', numbers: [1, 1, 1] }]
    await givenRows(other, { slots: ADS_SLOTS, facts })
    const as = await signIn(await givenMember(organization, 'viewer'))
    const offered = async (query: string) => {
      const path = `/o/${organization.slug}/metrics/values?${query}`
      const response = await as(client.get(path).accept('json'))
      return response.body()
    }

    assert.deepEqual(await offered('dimension=campaign&search=brand%20-'), {
      values: [{ value: 'Brand – Europe', label: 'Brand – Europe' }],
      more: false,
    })
    assert.deepEqual(await offered('dimension=device&search=mob'), {
      values: [{ value: 'MOBILE', label: 'Mobile' }],
      more: false,
    })
    assert.deepEqual(await offered('search=x'), { values: [], more: false })
    const refusals = [await offered('dimension=planet'), await offered(`search=${'x'.repeat(201)}`)]
    const codes = refusals.map(({ code }) => code)
    assert.deepEqual(codes, ['E_DIMENSION_UNKNOWN', 'E_VALIDATION'])
  })
})
