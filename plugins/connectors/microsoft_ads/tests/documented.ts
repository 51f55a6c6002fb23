/** A line of a report as https://learn.microsoft.com/en-us/advertising/guides/reports and the columns of the campaign report describe its cells: texts, format version 2.0. */
const line = {
  TimePeriod: '2026-10-17',
  CampaignId: '372817001',
  CampaignName: 'Brand',
  DeviceType: 'Computer',
  Spend: '1020.51',
  Impressions: '2000',
  Clicks: '34',
  ConversionsQualified: '3.50',
  Revenue: '1129.90',
  AllConversionsQualified: '4.00',
  ViewThroughConversionsQualified: '1.00',
  VideoViews: '0',
}
const counted = {
  day: '2026-10-17',
  currency: 'USD',
  entity: 'campaign 372817001',
  dimensions: { device: 'desktop' },
  spend: 1_020_510_000,
  impressions: 2000,
  clicks: 34,
  conversions: 3.5,
  conversion_value: 1_129_900_000,
  all_conversions: 4,
  view_through_conversions: 1,
  video_views: 0,
}
const account = { id: '180519267', currency: 'USD', timeZone: 'UTC' }

export default [
  {
    title: 'a campaign on one day, on computers',
    stream: 'campaign_days',
    account,
    record: line,
    facts: [counted],
  },
  {
    title: 'yen as they are',
    stream: 'campaign_days',
    account: { ...account, currency: 'JPY' },
    record: { ...line, Spend: '102051.00', DeviceType: 'Smartphone' },
    facts: [
      {
        ...counted,
        currency: 'JPY',
        spend: 102_051_000_000,
        dimensions: { device: 'mobile' },
      },
    ],
  },
  {
    title: 'an ad repeats the numbers in detail',
    stream: 'ad_days',
    account,
    record: {
      ...line,
      AdId: '77309412345',
      AdTitle: '',
      AdGroupId: '1166584560',
      AdGroupName: 'Exact',
    },
    facts: [{ ...counted, entity: 'ad 77309412345' }],
  },
]
