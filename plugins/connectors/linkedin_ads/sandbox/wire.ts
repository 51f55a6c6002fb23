import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const OURS = { platform: 'professional_ads' }
const paging = { by: 'cursor', at: 'pageToken', size: 'pageSize', defaultSize: 100 } as const
const listed = (most: number): WireRules => ({
  pageSize: `int>=1<=${most}=100`,
  pageToken: 'text',
  search: 'any',
  sortOrder: 'enum(ASCENDING|DESCENDING)',
})
const PIVOTS = {
  ACCOUNT: 'urn:li:sponsoredAccount:{{accountKey|digits:9}}',
  CAMPAIGN: 'urn:li:sponsoredCampaign:{{campaignKey|digits:9}}',
  CREATIVE: 'urn:li:sponsoredCreative:{{adKey|digits:9}}',
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting : by day; without `fields`, clicks and impressions alone. */
const report = (q: string, pivot: string): WireEndpoint => ({
  get: '/rest/adAnalytics',
  match: { q },
  query: {
    q: 'text!',
    [pivot]: 'text!',
    timeGranularity: 'const(DAILY)!',
    dateRange: 'text!',
    accounts: 'in(accountKey|digits:9|prefix:urn:li:sponsoredAccount:, csv)!',
    fields: 'csv',
  },
  conditions: [
    {
      at: 'dateRange',
      text: String.raw`/(?<operator>start|end):\(year:(?<year>\d{4}),month:(?<month>\d\d?),day:(?<day>\d\d?)\)/`,
      between: String.raw`[(),\s]*`,
      operators: { start: 'since', end: 'through' },
      of: { '*': 'day' },
    },
  ],
  page: 'pages/analytics.json',
  rows: 'elements',
  from: 'adDays',
  where: OURS,
  group: ['day'],
  dimensions: { at: pivot, of: PIVOTS },
  fields: { at: 'fields', otherwise: ['impressions', 'clicks'] },
  scopes: ['r_ads_reporting'],
})

export default defineVendorWire({
  docs: 'https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting',
  hosts: ['api.linkedin.com', 'www.linkedin.com'],
  auth: { oauth: true },
  oauth: { lifetime: 5_184_000, answer: { refresh_token_expires_in: 31_536_000 } },
  headers: {
    'LinkedIn-Version': '/20260[1-7]/!',
    'X-Restli-Protocol-Version': 'const(2.0.0)!',
  },
  endpoints: [
    {
      get: '/rest/adAccounts',
      query: { q: 'const(search)!', ...listed(1000) },
      page: 'pages/accounts.json',
      rows: 'elements',
      from: 'adAccounts',
      where: OURS,
      paging,
      scopes: ['r_ads'],
    },
    {
      get: '/rest/adAccounts/{account}/adCampaigns',
      query: { q: 'const(search)!', ...listed(1000) },
      page: 'pages/campaigns.json',
      rows: 'elements',
      from: 'adCampaigns[accountKey|digits:9=account]',
      where: OURS,
      paging,
      scopes: ['r_ads'],
    },
    {
      get: '/rest/adAccounts/{account}/creatives',
      query: { q: 'const(criteria)!', ...listed(100) },
      headers: { 'X-RestLi-Method': 'const(FINDER)!' },
      page: 'pages/creatives.json',
      rows: 'elements',
      from: 'ads[accountKey|digits:9=account]',
      where: OURS,
      paging,
      scopes: ['r_ads'],
    },
    report('analytics', 'pivot'),
    report('statistics', 'pivots'),
  ],
  errors: 'pages/errors.json',
})
