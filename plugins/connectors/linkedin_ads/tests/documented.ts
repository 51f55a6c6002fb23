/** A row as https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting shows it: money is text, days are in parts. */
const row = (costInLocalCurrency: string, creative: string[] = []) => ({
  dateRange: {
    start: { month: 1, day: 2, year: 2026 },
    end: { month: 1, day: 2, year: 2026 },
  },
  pivotValues: ['urn:li:sponsoredCampaign:1111', ...creative],
  impressions: 19_090,
  clicks: 100,
  landingPageClicks: 60,
  costInLocalCurrency,
  externalWebsiteConversions: 4,
  externalWebsitePostViewConversions: 1,
  conversionValueInLocalCurrency: '320.5',
  oneClickLeads: 2,
  videoViews: 0,
  totalEngagements: 140,
})
const counted = {
  day: '2026-01-02',
  entity: 'campaign 1111',
  impressions: 19_090,
  clicks: 100,
  link_clicks: 60,
  conversions: 4,
  view_through_conversions: 1,
  conversion_value: 320_500_000,
  ad_leads: 2,
  video_views: 0,
  interactions: 140,
}
const account = { id: '502840441', currency: 'EUR', timeZone: 'UTC' }

export default [
  {
    title: 'a campaign on one day, money of six decimals',
    stream: 'campaign_days',
    account,
    record: row('209.449123'),
    facts: [{ ...counted, currency: 'EUR', spend: 209_449_123 }],
  },
  {
    title: 'yen as they are',
    stream: 'campaign_days',
    account: { ...account, currency: 'JPY' },
    record: row('20944'),
    facts: [{ ...counted, currency: 'JPY', spend: 20_944_000_000 }],
  },
  {
    title: 'an ad repeats the numbers in detail',
    stream: 'ad_days',
    account,
    record: row('20.5', ['urn:li:sponsoredCreative:119962155']),
    facts: [{ ...counted, currency: 'EUR', entity: 'ad 119962155', spend: 20_500_000 }],
  },
]
