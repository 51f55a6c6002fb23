import { test } from '@japa/runner'
import fc from 'fast-check'
import type { MetricQuery, MetricResult } from '#metrics'
import { givenMappedSource } from '#tests/support/mapped_source'
import { ask, plain, plainSeries, plainTotals } from '#tests/support/metric_questions'
import { givenOrganization } from '#tests/support/organizations'
import { ADS_SLOTS, givenRows, type GivenFact } from '#tests/support/warehouse_rows'

const MARCH = { from: '2026-03-01', to: '2026-03-31' }

const metrics = (units: number) => ({
  costMicros: String(units * 1_000_000),
  impressions: String(units * 10),
  clicks: String(units / 10),
  conversions: 0,
})
const campaign = (id: string, name: string) => ({ campaign: { id, name, status: 'ENABLED' } })
const SEARCH = {
  ...campaign('1', 'Search'),
  adGroup: { id: '11', name: 'Group', status: 'ENABLED' },
}
const ad = (id: string, name: string, status: string) => ({
  ...SEARCH,
  adGroupAd: { status, ad: { id, name, type: 'RESPONSIVE_SEARCH_AD' } },
})
const segments = { date: '2026-03-01', device: 'MOBILE', adNetworkType: 'SEARCH' }

/** Two campaigns, of which one has no ads; of the two ads of the other one was removed and is no longer listed. */
function givenCampaignsWithoutAds() {
  return givenMappedSource({
    plugin: 'google/ads',
    connector: 'ads',
    account: { id: '9', name: 'Shop', currency: 'EUR', timeZone: 'UTC', attributes: {} },
    records: {
      ads: [ad('101', 'Ad one', 'ENABLED')],
      campaign_performance: [
        { ...campaign('1', 'Search'), segments, metrics: metrics(100) },
        { ...campaign('2', 'PMax'), segments, metrics: metrics(50) },
      ],
      ad_performance: [
        { ...ad('101', 'Ad one', 'ENABLED'), segments, metrics: metrics(70) },
        { ...ad('102', 'Ad two', 'REMOVED'), segments, metrics: metrics(30) },
      ],
    },
  })
}

test.group('What a detailed report leaves out', () => {
  test('stands as a row without an ad, with the reason, and removed ads keep their names', async ({
    assert,
  }) => {
    const { ask: asked } = await givenCampaignsWithoutAds()
    const result = await asked({ metrics: ['spend', 'clicks'], breakdowns: ['ad'], range: MARCH })

    assert.deepEqual(plainSeries(result), {
      'Ad one': { spend: 70, clicks: 7 },
      '∅': { spend: 50, clicks: 5 },
      'Ad two': { spend: 30, clicks: 3 },
    })
    assert.deepEqual(plainTotals(result), { spend: 150, clicks: 15 })
    const [, without] = result.series
    assert.match(without.rest!, /^The totals of .* hold this, .* leaves it out: it has no ad\.$/)
    assert.deepEqual(
      result.series.map(({ rest }) => rest !== null),
      [false, true, false]
    )
  })

  test('is told by everything that the totals do know', async ({ assert }) => {
    const { ask: asked } = await givenCampaignsWithoutAds()
    const byBoth = { metrics: ['spend'], breakdowns: ['campaign', 'ad'], range: MARCH }

    assert.deepEqual(plainSeries(await asked(byBoth)), {
      'Search · Ad one': { spend: 70 },
      'PMax · ∅': { spend: 50 },
      'Search · Ad two': { spend: 30 },
    })
    const only = (dimension: string, value: string): MetricQuery => ({
      ...byBoth,
      filters: [{ dimension, operator: 'equals', values: [value] }],
    })
    assert.deepEqual(plainSeries(await asked(only('campaign', 'PMax'))), {
      'PMax · ∅': { spend: 50 },
    })
    assert.deepEqual(plainSeries(await asked(only('ad', 'Ad one'))), {
      'Search · Ad one': { spend: 70 },
    })
  })

  test('is nothing where the report is whole', async ({ assert }) => {
    const { ask: asked } = await givenCampaignsWithoutAds()
    const query: MetricQuery = { metrics: ['spend'], breakdowns: ['ad'], range: MARCH }
    const onlySearch = [{ dimension: 'campaign', operator: 'equals' as const, values: ['Search'] }]
    const { series } = await asked({ ...query, filters: onlySearch })

    assert.deepEqual(
      series.map(({ rest }) => rest),
      [null, null]
    )
  })
})

const DAYS = ['2026-05-01', '2026-05-02', '2026-05-09']
const amount = fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100)
const fact = (names: string[]) =>
  fc.uniqueArray(
    fc.record({
      day: fc.constantFrom(...DAYS),
      entity: fc.constantFrom(...names),
      currency: fc.constantFrom('EUR', 'USD'),
      numbers: fc.tuple(amount, fc.nat(1_000), fc.nat(1_000)),
    }),
    {
      minLength: 1,
      maxLength: 12,
      selector: (one: GivenFact) => JSON.stringify([one.day, one.entity]),
    }
  )

const sumOf = ({ series }: MetricResult, metric: string) =>
  series
    .flatMap(({ points }) => points)
    .reduce((sum, { values }) => sum + numeric(plain(values[metric])), 0)
const numeric = (value: number | string) => (typeof value === 'number' ? value : 0)

test.group('For any totals and any detailed report', () => {
  test('every breakdown adds up to the total', async ({ assert }) => {
    const asking = fc.record({
      breakdowns: fc.subarray(['keyword', 'campaign', 'currency'], { minLength: 1 }),
      grain: fc.constantFrom<MetricQuery['grain']>('total', 'day', 'week'),
    })
    const property = fc.asyncProperty(
      fact(['Spring', 'Summer']),
      fact(['bread', 'cake']),
      asking,
      async (totals, details, asked) => {
        const organization = await givenOrganization()
        const campaigns = { name: 'campaigns', slots: ADS_SLOTS, facts: totals, isRolledUp: true }
        const connection = await givenRows(organization, campaigns)
        const above = { bread: { campaign: 'Spring' }, cake: { campaign: 'Winter' } }
        const keywords = { name: 'keywords', slots: ADS_SLOTS, facts: details, above }
        await givenRows(organization, { ...keywords, connection, entityKind: 'keyword' })

        const result = await ask(organization, { metrics: ['clicks'], ...asked })
        const whole = await ask(organization, { metrics: ['clicks'] })

        const { clicks } = plainTotals(whole)
        assert.deepEqual([plainTotals(result).clicks, sumOf(result, 'clicks')], [clicks, clicks])
      }
    )
    await fc.assert(property, { numRuns: 12 })
  })
})
