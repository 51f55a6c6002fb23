import type { Cursor, FactMapping, Stream, Totals } from '#kit'
import { QUERIES, SEARCH } from './queries.js'
import { AD, AD_GROUP, CAMPAIGN, KEYWORD, METRICS } from './entities.js'

/** Conversions are counted on the day of the click, so the last two weeks change until they settle. */
const DAYS: Cursor = {
  field: 'segments.date',
  step: 'P30D',
  lookback: 'P14D',
  earliest: 'P730D',
}

const search = (query: string) =>
  ({
    post: SEARCH,
    body: { query },
    records: 'results',
    // Google leaves the list out where nothing is in it.
    absent: 'empty',
    each: 'account',
  }) as const

const daily = (facts: Pick<FactMapping, 'entity' | 'dimensions' | 'feeds'>): FactMapping => ({
  mode: 'daily',
  date: 'record.segments.date',
  metrics: METRICS,
  ...facts,
})

const TOTALS: Totals = {
  post: SEARCH,
  body: { query: QUERIES.totals },
  records: 'results',
  absent: 'empty',
  metrics: METRICS,
}

const DEVICE = { device: 'lower(record.segments.device)' }

export const streams: Record<string, Stream> = {
  campaigns: {
    title: 'Campaigns',
    ...search(QUERIES.campaigns),
    key: 'campaign.id',
    entity: CAMPAIGN,
  },
  ad_groups: {
    title: 'Ad groups',
    ...search(QUERIES.adGroups),
    key: 'adGroup.id',
    entity: AD_GROUP,
  },
  ads: {
    title: 'Ads',
    ...search(QUERIES.ads),
    key: ['adGroup.id', 'adGroupAd.ad.id'],
    entity: AD,
  },
  campaign_performance: {
    title: 'Campaigns by day, device and network',
    ...search(QUERIES.campaignDays),
    key: ['campaign.id', 'segments.date', 'segments.device', 'segments.adNetworkType'],
    cursor: DAYS,
    facts: daily({
      entity: CAMPAIGN,
      dimensions: { ...DEVICE, network: 'lower(record.segments.adNetworkType)' },
    }),
    totals: TOTALS,
  },
  ad_group_performance: {
    title: 'Ad groups by day and device',
    ...search(QUERIES.adGroupDays),
    key: ['adGroup.id', 'segments.date', 'segments.device'],
    cursor: DAYS,
    facts: daily({ feeds: 'detail', entity: AD_GROUP, dimensions: DEVICE }),
  },
  ad_performance: {
    title: 'Ads by day',
    ...search(QUERIES.adDays),
    key: ['adGroup.id', 'adGroupAd.ad.id', 'segments.date'],
    cursor: DAYS,
    facts: daily({ feeds: 'detail', entity: AD }),
  },
  keyword_performance: {
    title: 'Keywords by day',
    ...search(QUERIES.keywordDays),
    key: ['adGroup.id', 'adGroupCriterion.criterionId', 'segments.date'],
    cursor: DAYS,
    facts: daily({ feeds: 'detail', entity: KEYWORD }),
  },
}
