import { test } from '@japa/runner'
import { withTenant } from '#foundation'
import { compareWithPast } from '#metrics/queries/compare_with_past'
import { listSourceRows } from '#metrics/queries/list_source_rows'
import type Organization from '#organizations/models/organization'
import { givenMember, givenOrganization } from '#tests/support/organizations'
import { signIn } from '#tests/support/sign_in'
import { ADS_SLOTS, givenRows } from '#tests/support/warehouse_rows'
import { NOW, plain } from '#tests/support/metric_questions'

const MAY = { range: { from: '2026-05-01', to: '2026-05-31' } }
const FACTS = [
  {
    day: '2026-05-01',
    entity: 'Spring',
    dimensions: { device: 'phone' },
    numbers: [20.5, 20, 500],
  },
  { day: '2026-05-02', entity: 'Spring', currency: 'USD', numbers: [10, 10, null] },
  { day: '2026-05-02', entity: 'Summer', numbers: [null, null, 7] },
  { day: '2026-06-01', entity: 'Spring', numbers: [99, 9, 9] },
]

async function givenTwoSources() {
  const organization = await givenOrganization()
  const above = { Spring: { account: 'Roastery' } }
  await givenRows(organization, { slots: ADS_SLOTS, facts: FACTS, above, connection: 'A search' })
  await givenRows(organization, {
    slots: ADS_SLOTS,
    facts: [{ day: '2026-05-03', entity: 'Autumn', numbers: [1, 1, 1] }],
    connection: 'B social',
  })
  return organization
}

const rowsOf = (
  organization: Organization,
  asked: Partial<Parameters<typeof listSourceRows>[2]> = {}
) =>
  withTenant(organization.id, (tenant) =>
    listSourceRows(
      tenant,
      organization,
      { query: { metrics: ['spend'], ...MAY }, metric: 'spend', from: 0, count: 50, ...asked },
      NOW
    )
  )

test.group('The rows behind a number', () => {
  test('are those of its period and sources, as they were reported', async ({ assert }) => {
    const { rows, total } = await rowsOf(await givenTwoSources())

    assert.equal(total, 3)
    assert.deepEqual(
      rows.map(({ day, source, entity, currency, values }) => [
        day,
        source,
        entity!.name,
        currency,
        values.spend,
      ]),
      [
        ['2026-05-01', 'A search', 'Spring', 'EUR', 20.5],
        ['2026-05-02', 'A search', 'Spring', 'USD', 10],
        ['2026-05-03', 'B social', 'Autumn', 'EUR', 1],
      ]
    )
    assert.deepInclude(rows[0], { above: { account: 'Roastery' }, dimensions: { device: 'phone' } })
  })

  test('hold both sides of a ratio, and follow filters and pages', async ({ assert }) => {
    const organization = await givenTwoSources()
    const query = { metrics: ['cpc'], ...MAY }
    const filters = [{ dimension: 'account', operator: 'in' as const, values: ['Roastery'] }]
    const page = await rowsOf(organization, { query, metric: 'cpc', from: 1, count: 1 })
    const phones = [{ dimension: 'device', operator: 'contains' as const, values: ['pho'] }]
    const byDevice = await rowsOf(organization, {
      query: { ...query, filters: phones },
      metric: 'cpc',
    })
    const narrowed = await rowsOf(organization, { query: { ...query, filters }, metric: 'cpc' })

    assert.deepEqual(
      page.rows.map(({ values }) => values),
      [{ spend: 10, clicks: 10 }]
    )
    assert.deepEqual([page.total, narrowed.total, byDevice.total], [3, 2, 1])
  })

  test('are those of this organization only, and a file of them has no formulas', async ({
    assert,
    client,
  }) => {
    const [organization, other] = [await givenTwoSources(), await givenOrganization()]
    const as = await signIn(await givenMember(organization, 'viewer'))
    const file = await as(
      client
        .get(`/o/${organization.slug}/metrics/rows.csv`)
        .qs({ query: JSON.stringify({ metrics: ['spend'], ...MAY }), metric: 'spend' })
    )
    const strange = await as(
      client.get(`/o/${organization.slug}/metrics/rows`).qs({ query: 'x' }).accept('json')
    )

    const elsewhere = await rowsOf(other)
    assert.equal(elsewhere.total, 0)
    assert.deepEqual(
      file
        .text()
        .trim()
        .split('\r\n')
        .slice(0, 2)
        .map((line) => line.split(',').slice(0, 9).join()),
      [
        '"Day","Source","Report","account","Entity","Entity ID","device","Currency","Spend"',
        '"2026-05-01","A search","campaign_days","Roastery","Spring","Spring","phone","EUR",20.5',
      ]
    )
    const chosen = {
      ...{ metrics: ['spend'], breakdowns: ['campaign'], ...MAY },
      conditions: [{ metric: 'spend', operator: 'above', value: 5 }],
    }
    const ofChosen = await as(
      client
        .get(`/o/${organization.slug}/metrics/rows`)
        .qs({ query: JSON.stringify(chosen) })
        .accept('json')
    )
    strange.assertStatus(422)
    ofChosen.assertBodyContains({ code: 'E_NUMBER_OF_CHOSEN_ROWS' })
  })
})

test.group('A number as it was known', () => {
  test('stands beside what is known now, with the days that changed', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = [
      { day: '2026-05-01', numbers: [1, 10, 1] },
      { day: '2026-05-02', numbers: [1, 20, 1] },
    ]
    const { id } = await givenRows(organization, {
      slots: ADS_SLOTS,
      facts,
      writtenAt: '2026-05-03T06:00:00Z',
    })
    const restated = [{ day: '2026-05-02', numbers: [1, 25, 1] }]
    await givenRows(organization, {
      connection: { id },
      slots: ADS_SLOTS,
      facts: restated,
      writtenAt: '2026-05-05T06:00:00Z',
    })

    const past = await withTenant(organization.id, (tenant) =>
      compareWithPast(
        tenant,
        organization,
        { query: { metrics: ['clicks'], ...MAY }, metric: 'clicks', asOf: '2026-05-04' },
        NOW
      )
    )

    assert.deepEqual([plain(past.then), plain(past.now)], [30, 35])
    assert.deepEqual(
      past.changes.map(({ at, then, now }) => [at, plain(then), plain(now)]),
      [['2026-05-02', 20, 25]]
    )
  })
})
