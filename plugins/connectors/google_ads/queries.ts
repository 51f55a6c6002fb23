/**
 * Google Ads Query Language. Version 25 is served until mid 2027
 * (https://developers.google.com/google-ads/api/docs/sunset-dates); version 21 ended in August and 22 in October
 * 2026. Page size is fixed at 10,000 rows and must not be sent.
 */
export const VERSION = 'v25'

export const SEARCH = `/${VERSION}/customers/{account.id}/googleAds:search`

const METRICS = [
  'metrics.cost_micros',
  'metrics.impressions',
  'metrics.clicks',
  'metrics.conversions',
  'metrics.conversions_value',
  'metrics.view_through_conversions',
]

const CAMPAIGN = [
  'campaign.id',
  'campaign.name',
  'campaign.status',
  'campaign.advertising_channel_type',
]
const AD_GROUP = ['ad_group.id', 'ad_group.name', 'ad_group.status', 'ad_group.type']
const AD = ['ad_group_ad.ad.id', 'ad_group_ad.ad.name', 'ad_group_ad.ad.type', 'ad_group_ad.status']
const KEYWORD = [
  'ad_group_criterion.criterion_id',
  'ad_group_criterion.keyword.text',
  'ad_group_criterion.keyword.match_type',
  'ad_group_criterion.status',
]

const IN_WINDOW = "WHERE segments.date BETWEEN '{window.from}' AND '{window.to}'"

function select(fields: string[], resource: string, condition = ''): string {
  return `SELECT ${fields.join(', ')} FROM ${resource} ${condition}`.trim()
}

export const QUERIES = {
  accounts: select(
    [
      'customer_client.id',
      'customer_client.descriptive_name',
      'customer_client.currency_code',
      'customer_client.time_zone',
      'customer_client.manager',
      'customer_client.test_account',
    ],
    'customer_client',
    "WHERE customer_client.status = 'ENABLED'"
  ),
  campaigns: select(CAMPAIGN, 'campaign'),
  adGroups: select([...AD_GROUP, ...CAMPAIGN], 'ad_group'),
  ads: select([...AD, ...AD_GROUP, ...CAMPAIGN], 'ad_group_ad'),
  campaignDays: select(
    [...CAMPAIGN, 'segments.date', 'segments.device', 'segments.ad_network_type', ...METRICS],
    'campaign',
    IN_WINDOW
  ),
  adGroupDays: select(
    [...AD_GROUP, ...CAMPAIGN, 'segments.date', 'segments.device', ...METRICS],
    'ad_group',
    IN_WINDOW
  ),
  adDays: select(
    [...AD, ...AD_GROUP, ...CAMPAIGN, 'segments.date', ...METRICS],
    'ad_group_ad',
    IN_WINDOW
  ),
  keywordDays: select(
    [...KEYWORD, ...AD_GROUP, ...CAMPAIGN, 'segments.date', ...METRICS],
    'keyword_view',
    IN_WINDOW
  ),
  totals: select(['customer.id', ...METRICS], 'customer', IN_WINDOW),
}
