import type { SampleAd, SampleAdAccount, SampleAdGroup, SampleCampaign } from '#kit'

/** What a row of an answer is drawn from. */
export interface Scope {
  account: SampleAdAccount
  isManager?: boolean
  campaign?: SampleCampaign
  group?: SampleAdGroup
  ad?: SampleAd
  /** Values of the selected segments. */
  segments: Record<string, string>
  metrics: Totals
}

export interface Totals {
  impressions: number
  clicks: number
  costMicros: number
  conversions: number
  conversionValueMicros: number
}

type Read = (scope: Scope) => unknown

/** Sixty-four-bit integers are text in JSON (https://protobuf.dev/programming-guides/json/). */
const int64 = (value: number) => String(value)
const upper = (value: string | undefined) => value?.toUpperCase()
const ratio = (above: number, below: number) => (below === 0 ? undefined : above / below)

export const customerName = ({ account }: Scope) => `customers/${account.id}`

const CUSTOMER: Record<string, Read> = {
  'customer.resource_name': customerName,
  'customer.id': ({ account }) => account.id,
  'customer.descriptive_name': ({ account }) => account.name,
  'customer.currency_code': ({ account }) => account.currency,
  'customer.time_zone': ({ account }) => account.timeZone,
  'customer.manager': ({ isManager }) => isManager ?? false,
  'customer.test_account': () => false,
  'customer.auto_tagging_enabled': () => true,
  'customer.status': () => 'ENABLED',
}

const CAMPAIGN: Record<string, Read> = {
  'campaign.resource_name': ({ account, campaign }) =>
    `customers/${account.id}/campaigns/${campaign?.id}`,
  'campaign.id': ({ campaign }) => campaign?.id,
  'campaign.name': ({ campaign }) => campaign?.name,
  'campaign.status': ({ campaign }) => upper(campaign?.status),
  'campaign.serving_status': () => 'SERVING',
  'campaign.advertising_channel_type': ({ campaign }) => upper(campaign?.channel),
  // Until v22 these were start_date and end_date, without a time.
  'campaign.start_date_time': ({ campaign }) => `${campaign?.startDay} 00:00:00`,
  'campaign.end_date_time': () => '2037-12-30 23:59:59',
  'campaign.contains_eu_political_advertising': () => 'DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING',
  'campaign.bidding_strategy_type': () => 'MAXIMIZE_CONVERSIONS',
  'campaign.campaign_budget': ({ account, campaign }) =>
    `customers/${account.id}/campaignBudgets/9${campaign?.id}`,
  'campaign_budget.resource_name': ({ account, campaign }) =>
    `customers/${account.id}/campaignBudgets/9${campaign?.id}`,
  'campaign_budget.id': ({ campaign }) => `9${campaign?.id}`,
  'campaign_budget.amount_micros': ({ campaign }) => int64(campaign?.dailyBudgetMicros ?? 0),
  'campaign_budget.status': () => 'ENABLED',
}

const AD_GROUP: Record<string, Read> = {
  'ad_group.resource_name': ({ account, group }) => `customers/${account.id}/adGroups/${group?.id}`,
  'ad_group.id': ({ group }) => group?.id,
  'ad_group.name': ({ group }) => group?.name,
  'ad_group.status': ({ group }) => upper(group?.status),
  'ad_group.type': ({ campaign }) =>
    campaign?.channel === 'shopping' ? 'SHOPPING_PRODUCT_ADS' : 'SEARCH_STANDARD',
  'ad_group.cpc_bid_micros': () => '1000000',
  'ad_group.cpm_bid_micros': () => '10000',
  'ad_group.target_cpa_micros': () => '0',
  'ad_group.target_roas': () => undefined,
  'ad_group.tracking_url_template': () => undefined,
  'ad_group.final_url_suffix': () => undefined,
  'ad_group.campaign': ({ account, campaign }) =>
    `customers/${account.id}/campaigns/${campaign?.id}`,
}

const AD: Record<string, Read> = {
  'ad_group_ad.resource_name': ({ account, group, ad }) =>
    `customers/${account.id}/adGroupAds/${group?.id}~${ad?.id}`,
  'ad_group_ad.status': ({ ad }) => upper(ad?.status),
  'ad_group_ad.ad_group': ({ account, group }) => `customers/${account.id}/adGroups/${group?.id}`,
  'ad_group_ad.ad.resource_name': ({ account, ad }) => `customers/${account.id}/ads/${ad?.id}`,
  'ad_group_ad.ad.id': ({ ad }) => ad?.id,
  // Responsive ads have no name of their own: the field is absent, as in real answers.
  'ad_group_ad.ad.name': () => undefined,
  'ad_group_ad.ad.type': () => 'RESPONSIVE_SEARCH_AD',
  'ad_group_ad.ad.final_urls': () => ['https://harbor-coffee.example/shop'],
  'ad_group_ad.ad.responsive_search_ad.headlines': ({ ad }) => [{ text: ad?.headline }],
}

/** Keywords stand behind the texts: one for each, so that both tell the same numbers. */
const isSecond = ({ ad, group }: Scope) => group?.ads[1]?.id === ad?.id
const KEYWORD: Record<string, Read> = {
  'keyword_view.resource_name': ({ account, group, ad }) =>
    `customers/${account.id}/keywordViews/${group?.id}~3${ad?.id.slice(1)}`,
  'ad_group_criterion.resource_name': ({ account, group, ad }) =>
    `customers/${account.id}/adGroupCriteria/${group?.id}~3${ad?.id.slice(1)}`,
  'ad_group_criterion.criterion_id': ({ ad }) => `3${ad?.id.slice(1)}`,
  'ad_group_criterion.status': ({ ad }) => upper(ad?.status),
  'ad_group_criterion.type': () => 'KEYWORD',
  'ad_group_criterion.keyword.text': (scope) =>
    `${isSecond(scope) ? 'buy ' : ''}${scope.group?.name.toLowerCase()}`,
  'ad_group_criterion.keyword.match_type': (scope) => (isSecond(scope) ? 'PHRASE' : 'EXACT'),
}

const CUSTOMER_CLIENT: Record<string, Read> = {
  'customer_client.resource_name': ({ account }) =>
    `customers/${account.id}/customerClients/${account.id}`,
  'customer_client.client_customer': customerName,
  'customer_client.id': ({ account }) => account.id,
  'customer_client.descriptive_name': ({ account }) => account.name,
  'customer_client.currency_code': ({ account }) => account.currency,
  'customer_client.time_zone': ({ account }) => account.timeZone,
  'customer_client.manager': ({ isManager }) => isManager ?? false,
  'customer_client.level': ({ isManager }) => (isManager ? '0' : '1'),
  'customer_client.hidden': () => false,
  'customer_client.test_account': () => false,
  'customer_client.status': () => 'ENABLED',
}

export const METRICS: Record<string, Read> = {
  'metrics.impressions': ({ metrics }) => int64(metrics.impressions),
  'metrics.clicks': ({ metrics }) => int64(metrics.clicks),
  'metrics.interactions': ({ metrics }) => int64(metrics.clicks),
  'metrics.cost_micros': ({ metrics }) => int64(metrics.costMicros),
  'metrics.conversions': ({ metrics }) => metrics.conversions,
  'metrics.all_conversions': ({ metrics }) => metrics.conversions,
  'metrics.conversions_value': ({ metrics }) => metrics.conversionValueMicros / 1e6,
  'metrics.all_conversions_value': ({ metrics }) => metrics.conversionValueMicros / 1e6,
  'metrics.view_through_conversions': () => '0',
  'metrics.ctr': ({ metrics }) => ratio(metrics.clicks, metrics.impressions),
  'metrics.average_cpc': ({ metrics }) => ratio(metrics.costMicros, metrics.clicks),
  'metrics.cost_per_conversion': ({ metrics }) => ratio(metrics.costMicros, metrics.conversions),
}

const SEGMENT_NAMES = [
  'date',
  'week',
  'month',
  'quarter',
  'year',
  'day_of_week',
  'device',
  'ad_network_type',
]
export const SEGMENTS: Record<string, Read> = Object.fromEntries(
  SEGMENT_NAMES.map((name) => [`segments.${name}`, ({ segments }: Scope) => segments[name]])
)

export const RESOURCES = {
  customer: { ...CUSTOMER },
  customer_client: { ...CUSTOMER, ...CUSTOMER_CLIENT },
  campaign: { ...CUSTOMER, ...CAMPAIGN },
  ad_group: { ...CUSTOMER, ...CAMPAIGN, ...AD_GROUP },
  ad_group_ad: { ...CUSTOMER, ...CAMPAIGN, ...AD_GROUP, ...AD },
  keyword_view: { ...CUSTOMER, ...CAMPAIGN, ...AD_GROUP, ...KEYWORD },
}

export type ResourceName = keyof typeof RESOURCES

export const ALL_FIELDS: Record<string, Read> = {
  ...RESOURCES.ad_group_ad,
  ...CUSTOMER_CLIENT,
  ...KEYWORD,
  ...METRICS,
  ...SEGMENTS,
}
