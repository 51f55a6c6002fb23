import type { EntityMapping, FactMapping, Stream } from '#kit'

const METRICS = {
  spend: 'micros(record.metrics.spend)',
  impressions: 'number(record.metrics.impressions)',
  clicks: 'number(record.metrics.clicks)',
  conversions: 'number(record.metrics.conversion)',
  // TikTok's name for the value of all purchases on the website.
  conversion_value: 'micros(record.metrics.total_complete_payment_rate)',
  video_views: 'number(record.metrics.video_play_actions)',
}
const NUMBERS = [
  'spend',
  'impressions',
  'clicks',
  'conversion',
  'total_complete_payment_rate',
  'video_play_actions',
]

const CAMPAIGN: EntityMapping = {
  kind: 'campaign',
  id: 'record.dimensions.campaign_id',
  name: 'record.metrics.campaign_name',
}
/** As finer reports name their campaign: among the metrics. */
const ITS_CAMPAIGN = { ...CAMPAIGN, id: 'record.metrics.campaign_id' }
const AD_GROUP: EntityMapping = {
  kind: 'ad_group',
  id: 'record.dimensions.adgroup_id',
  name: 'record.metrics.adgroup_name',
  ancestors: [ITS_CAMPAIGN],
}
const AD: EntityMapping = {
  kind: 'ad',
  id: 'record.dimensions.ad_id',
  name: 'record.metrics.ad_name',
  ancestors: [
    { kind: 'ad_group', id: 'record.metrics.adgroup_id', name: 'record.metrics.adgroup_name' },
    ITS_CAMPAIGN,
  ],
}

interface Level {
  /** `CAMPAIGN`, as TikTok ends the name of the level. */
  level: string
  /** What the rows are by, besides the day. */
  id: string
  /** Attributes, which TikTok counts among the metrics. */
  names?: string[]
  /** What has a status of its own: TikTok leaves out what was deleted, unless asked for all. */
  status?: string
}

/** Braces of JSON are doubled, since single ones are holes. */
const deletedToo = (field: string) =>
  `[{{"field_name":"${field}","filter_type":"IN","filter_value":"[\\"STATUS_ALL\\"]"}}]`

const report = ({ level, id, names = [], status = '' }: Level) =>
  ({
    get: '/open_api/v1.3/report/integrated/get/',
    query: {
      advertiser_id: '{account.id}',
      report_type: 'BASIC',
      data_level: `AUCTION_${level}`,
      dimensions: JSON.stringify([id, 'stat_time_day']),
      metrics: JSON.stringify([...NUMBERS, ...names]),
      start_date: '{window.from}',
      end_date: '{window.to}',
      ...(status && { filtering: deletedToo(status) }),
    },
    records: 'data.list',
  }) as const

const days = (level: Level, facts: Pick<FactMapping, 'entity' | 'feeds'>): Stream => ({
  ...report(level),
  key: [`dimensions.${level.id}`, 'dimensions.stat_time_day'],
  each: 'account',
  // A report by day covers 30 days at most. Conversions are counted up to 28 days after the click.
  cursor: {
    field: 'dimensions.stat_time_day',
    step: 'P30D',
    lookback: 'P28D',
    earliest: 'P365D',
  },
  facts: {
    mode: 'daily',
    date: 'before(record.dimensions.stat_time_day, " ")',
    currency: 'account.currency',
    metrics: METRICS,
    ...facts,
  },
})

export const streams: Record<string, Stream> = {
  campaigns: {
    title: 'Campaigns by day',
    ...days(
      { level: 'CAMPAIGN', status: 'campaign_status', id: 'campaign_id', names: ['campaign_name'] },
      { entity: CAMPAIGN }
    ),
    totals: {
      ...report({ level: 'ADVERTISER', id: 'advertiser_id' }),
      metrics: METRICS,
      currency: 'account.currency',
    },
  },
  ad_groups: {
    title: 'Ad groups by day',
    ...days(
      {
        level: 'ADGROUP',
        status: 'adgroup_status',
        id: 'adgroup_id',
        names: ['adgroup_name', 'campaign_id', 'campaign_name'],
      },
      { entity: AD_GROUP, feeds: 'detail' }
    ),
  },
  ads: {
    title: 'Ads by day',
    ...days(
      {
        level: 'AD',
        status: 'ad_status',
        id: 'ad_id',
        names: ['ad_name', 'adgroup_id', 'adgroup_name', 'campaign_id', 'campaign_name'],
      },
      { entity: AD, feeds: 'detail' }
    ),
  },
}
