import { test } from '@japa/runner'
import type { FilterOperator } from '#metrics/types'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows, type GivenStream } from '#tests/support/warehouse_rows'
import { ask, plainPoints, plainSeries, plainTotals } from '#tests/support/metric_questions'

const CAMPAIGNS: GivenStream = {
  name: 'campaigns',
  channel: 'Search',
  slots: ADS_SLOTS,
  above: { Spring: { account: 'Bakery' } },
  facts: [{ day: '2026-05-01', entity: 'Spring', numbers: [10, 5, 100] }],
  isRolledUp: true,
}
const KEYWORDS: GivenStream = {
  name: 'keywords',
  channel: 'Search',
  slots: ADS_SLOTS,
  entityKind: 'keyword',
  above: {
    bread: { campaign: 'Spring', account: 'Bakery' },
    cake: { campaign: 'Spring', account: 'Bakery' },
  },
  facts: [
    { day: '2026-05-01', entity: 'bread', numbers: [6, 3, 60], dimensions: { device: 'phone' } },
    { day: '2026-05-01', entity: 'cake', numbers: [3, 1, 30], dimensions: { device: 'desktop' } },
  ],
  isRolledUp: true,
}

async function givenCampaignsAndKeywords() {
  const organization = await givenOrganization()
  const connection = await givenRows(organization, CAMPAIGNS)
  await givenRows(organization, { ...KEYWORDS, connection })
  return organization
}

test.group('Planning', () => {
  test('two reports of the same numbers are not added', async ({ assert }) => {
    const result = await ask(await givenCampaignsAndKeywords(), { metrics: ['spend'] })

    assert.deepEqual(plainTotals(result), { spend: 10 })
    assert.deepEqual(
      result.provenance.spend.streams.map(({ stream, plan, detail }) => ({ stream, plan, detail })),
      [{ stream: 'campaigns', plan: 'rollup', detail: false }]
    )
  })

  test('a breakdown that needs detail takes the detailed report and says so', async ({
    assert,
  }) => {
    const result = await ask(await givenCampaignsAndKeywords(), {
      metrics: ['spend'],
      breakdowns: ['keyword'],
    })

    assert.deepEqual(plainSeries(result), {
      'bread': { spend: 6 },
      'cake': { spend: 3 },
      '∅': { spend: 1 },
    })
    assert.isTrue(result.provenance.spend.streams[0].detail)
    assert.lengthOf(result.provenance.spend.flags, 1)
  })

  test('entities above the row’s own are known by name', async ({ assert }) => {
    const result = await ask(await givenCampaignsAndKeywords(), {
      metrics: ['spend'],
      breakdowns: ['campaign', 'device'],
    })

    assert.deepEqual(plainSeries(result), {
      'Spring · phone': { spend: 6 },
      'Spring · desktop': { spend: 3 },
      'Spring · ∅': { spend: 1 },
    })
  })

  test('a filter narrows the answer', async ({ assert }) => {
    const organization = await givenCampaignsAndKeywords()
    const total = async (operator: FilterOperator, values?: string[]) =>
      plainTotals(
        await ask(organization, {
          metrics: ['clicks'],
          filters: [{ dimension: 'device', operator, values }],
        })
      ).clicks

    assert.deepEqual(
      [
        await total('in', ['phone', 'tablet']),
        await total('not_in', ['phone']),
        await total('contains', ['DESK']),
      ],
      [3, 1, 1]
    )
    assert.deepEqual(
      [await total('starts_with', ['ph']), await total('is_not_empty'), await total('is_empty')],
      [3, 4, 'no_match']
    )
  })

  test('dimensions that no report has at once are refused as such', async ({ assert }) => {
    const organization = await givenOrganization()
    const connection = await givenRows(organization, KEYWORDS)
    const facts = [{ day: '2026-05-02', numbers: [7], dimensions: { country: 'NL' } }]
    await givenRows(organization, { connection, name: 'lands', slots: ADS_SLOTS, facts })

    const refusal = await ask(organization, {
      metrics: ['spend'],
      breakdowns: ['keyword', 'country'],
    }).catch((error) => error)

    assert.include(refusal.message, 'spend by keyword, country at once. Leave one of these out.')
  })

  test('sources that do not know a dimension stand beside it without a value', async ({
    assert,
  }) => {
    const organization = await givenCampaignsAndKeywords()
    await givenRows(organization, {
      connection: 'Shop',
      channel: 'Direct',
      entityKind: 'shop',
      slots: [{ metric: 'clicks', unit: 'count', aggregation: 'sum' }],
      facts: [{ day: '2026-05-02', numbers: [7] }],
    })

    const result = await ask(organization, {
      metrics: ['clicks'],
      breakdowns: ['channel', 'campaign'],
    })

    assert.deepEqual(plainSeries(result), {
      'Direct · ∅': { clicks: 7 },
      'Search · Spring': { clicks: 5 },
    })
    assert.deepEqual(plainTotals(result), { clicks: 12 })
  })

  test('a dimension that no source reports is refused', async ({ assert }) => {
    const organization = await givenCampaignsAndKeywords()

    const refusal = await ask(organization, {
      metrics: ['spend'],
      breakdowns: ['payment_method'],
    }).catch((error) => error)

    assert.equal(refusal.code, 'E_BREAKDOWN_NOT_AVAILABLE')
    assert.include(refusal.message, 'by payment method')
  })

  test('hours are refused where the source has days only', async ({ assert }) => {
    const refusal = await ask(await givenCampaignsAndKeywords(), {
      metrics: ['spend'],
      grain: 'hour',
    }).catch((error) => error)

    assert.equal(refusal.code, 'E_GRAIN_NOT_AVAILABLE')
  })

  test('hours are answered where the source reports them', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = [
      { day: '2026-05-01', dimensions: { hour: '09' }, numbers: [1, 2, 3] },
      { day: '2026-05-01', dimensions: { hour: '10' }, numbers: [1, 4, 3] },
    ]
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const range = { from: '2026-05-01', to: '2026-05-01' }
    const points = plainPoints(
      await ask(organization, { metrics: ['clicks'], grain: 'hour', range }),
      'clicks'
    )

    assert.deepInclude(points, {
      '2026-05-01T09:00': 2,
      '2026-05-01T10:00': 4,
      '2026-05-01T11:00': 0,
    })
  })

  test('what does not fit is counted and stays in the totals', async ({ assert }) => {
    const organization = await givenOrganization()
    const facts = [1, 2, 3].map((clicks) => ({
      day: '2026-05-01',
      entity: `Campaign ${clicks}`,
      numbers: [1, clicks, 1],
    }))
    await givenRows(organization, { slots: ADS_SLOTS, facts })

    const result = await ask(organization, {
      metrics: ['clicks'],
      breakdowns: ['campaign'],
      limit: 1,
    })

    assert.deepEqual(plainSeries(result), { 'Campaign 3': { clicks: 3 } })
    assert.deepEqual(plainTotals(result), { clicks: 6 })
    assert.deepEqual(result.truncated, {
      shown: 1,
      total: 3,
      message: 'The 1 highest of 3 are shown; the totals hold all of them.',
    })
  })
})
