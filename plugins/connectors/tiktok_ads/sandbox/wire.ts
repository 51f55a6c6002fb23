import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const ROOT = '/open_api/v1.3'
const LISTED: WireRules = {
  advertiser_id: 'text!',
  page: 'int>=1=1',
  page_size: 'int>=1<=1000=10',
  fields: 'json',
}
const paging = { by: 'page', at: 'page', size: 'page_size' } as const
const list = (path: string, page: string, from: string): WireEndpoint => ({
  get: `${ROOT}/${path}/get/`,
  query: LISTED,
  page: `pages/${page}.json`,
  rows: 'data.list',
  from: `${from}[accountKey|digits:19=advertiser_id]`,
  where: { platform: 'short_video_ads' },
  fields: { at: 'fields', always: ['advertiser_id'], otherwise: 'all' },
  paging,
})

/** https://business-api.tiktok.com/portal/docs?id=1740302848100353 : one level and its dimension go together; at most 30 days by day. */
const LEVELS = {
  AUCTION_ADVERTISER: ['advertiser_id', 'accountKey'],
  AUCTION_CAMPAIGN: ['campaign_id', 'campaignKey'],
  AUCTION_ADGROUP: ['adgroup_id', 'groupKey'],
  AUCTION_AD: ['ad_id', 'adKey'],
}
const METRICS = {
  campaign_id: '{{campaignKey|digits:19}}',
  adgroup_id: '{{groupKey|digits:19}}',
  campaign_name: '{{campaignName}}',
  adgroup_name: '{{groupName}}',
  ad_name: '{{adName}}',
  currency: '{{currency}}',
  spend: '{{spend|decimal:2}}',
  impressions: '{{impressions}}',
  reach: '{{reach}}',
  clicks: '{{clicks}}',
  ctr: '{{clicks|per:impressions|times:100|round:2}}',
  cpc: '{{spend|major|per:clicks|round:2}}',
  cpm: '{{spend|major|times:1000|per:impressions|round:2}}',
  frequency: '{{impressions|per:reach|round:2}}',
  conversion: '{{orders}}',
  cost_per_conversion: '{{spend|major|per:orders|round:2}}',
  conversion_rate: '{{orders|per:clicks|times:100|round:2}}',
  result: '{{orders}}',
  complete_payment: '{{orders}}',
  total_complete_payment_rate: '{{revenue|decimal:2}}',
  complete_payment_roas: '{{revenue|per:spend|round:2}}',
  value_per_complete_payment: '{{revenue|major|per:orders|round:2}}',
  total_purchase_value: '{{revenue|decimal:2}}',
  web_event_add_to_cart: '{{addToCarts}}',
  initiate_checkout: '{{checkouts}}',
  total_landing_page_view: '{{landingPageViews}}',
  landing_page_view: '{{landingPageViews}}',
  form: '{{leads}}',
  video_play_actions: '{{videoViews}}',
  video_watched_2s: '{{videoViews}}',
  likes: '{{likes}}',
  comments: '{{comments}}',
  shares: '{{shares}}',
  follows: '{{follows}}',
  engagements: '{{clicks|plus:likes|plus:comments|plus:shares|plus:follows}}',
}
const REPORTED: WireRules = {
  ...LISTED,
  fields: 'any',
  report_type: 'const(BASIC)!',
  service_type: 'const(AUCTION)',
  data_level: 'text!',
  dimensions: 'json!',
  metrics: 'json',
  start_date: 'since(day, date)!',
  end_date: 'through(day, date)!',
  order_field: 'text',
  order_type: 'enum(ASC|DESC)',
  query_lifetime: 'enum(false)',
  query_mode: 'text',
  // Nothing of the sample was deleted: with and without deleted ones it is the same.
  filtering:
    '/^.\\{"field_name":"(campaign|adgroup|ad)_status","filter_type":"IN","filter_value":".."STATUS_ALL."."\\}.$/',
}

const report = ([level, [name, key]]: [string, string[]]): WireEndpoint => ({
  get: `${ROOT}/report/integrated/get/`,
  match: { data_level: level },
  query: REPORTED,
  page: 'pages/report.json',
  rows: 'data.list',
  from: 'adDays[accountKey|digits:19=advertiser_id]',
  paging,
  dimensions: {
    at: 'dimensions',
    of: { [name]: `{{${key}|digits:19}}`, stat_time_day: '{{day}} 00:00:00' },
  },
  metrics: { at: 'metrics', of: METRICS, otherwise: ['spend', 'impressions'] },
  order: {
    at: 'order_field',
    direction: 'order_type',
    of: { stat_time_day: 'day', spend: 'spend', impressions: 'impressions', clicks: 'clicks' },
  },
})

export default defineVendorWire({
  docs: 'https://business-api.tiktok.com/portal/docs?id=1740302848100353',
  hosts: ['business-api.tiktok.com'],
  auth: { oauth: true, header: 'Access-Token: {token}' },
  oauth: {
    lifetime: 315_360_000,
    withoutRefresh: true,
    names: { client_id: 'app_id', client_secret: 'secret', code: 'auth_code' },
    wrap: 'data',
    answer: { advertiser_ids: ['1900738704116748802', '8107553751005072987'], scope: [4] },
  },
  endpoints: [
    {
      get: `${ROOT}/oauth2/advertiser/get/`,
      query: { app_id: 'text!', secret: 'text!' },
      page: 'pages/authorized.json',
      rows: 'data.list',
      from: 'adAccounts',
      where: { platform: 'short_video_ads' },
    },
    {
      get: `${ROOT}/advertiser/info/`,
      query: { advertiser_ids: 'in(key|digits:19, json)!', fields: 'json' },
      page: 'pages/advertisers.json',
      rows: 'data.list',
      from: 'adAccounts',
      where: { platform: 'short_video_ads' },
      fields: { at: 'fields', always: ['advertiser_id'], otherwise: 'all' },
    },
    list('campaign', 'campaigns', 'adCampaigns'),
    list('adgroup', 'adgroups', 'adGroups'),
    list('ad', 'ads', 'ads'),
    ...Object.entries(LEVELS).map(report),
  ],
  errors: 'pages/errors.json',
})
