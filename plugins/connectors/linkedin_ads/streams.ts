import type { EntityMapping, FactMapping, Stream } from '#kit'

/** Lists go on with a token, in pages of a size of their own. */
export const listed = (path: string, q: string, size: number) =>
  ({
    get: `/rest/${path}`,
    query: { q },
    page: {
      by: 'cursor',
      next: 'metadata.nextPageToken',
      parameter: 'pageToken',
      size,
      sizeParameter: 'pageSize',
    },
    records: 'elements',
  }) as const

/** https://learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/ads-reporting#metrics-available */
const METRICS = {
  spend: 'micros(record.costInLocalCurrency)',
  impressions: 'record.impressions',
  clicks: 'record.clicks',
  link_clicks: 'record.landingPageClicks',
  conversions: 'record.externalWebsiteConversions',
  view_through_conversions: 'record.externalWebsitePostViewConversions',
  conversion_value: 'micros(record.conversionValueInLocalCurrency)',
  ad_leads: 'record.oneClickLeads',
  video_views: 'record.videoViews',
  interactions: 'record.totalEngagements',
}
const FIELDS = Object.values(METRICS).map((source) => source.replace(/.*record\.(\w+).*/, '$1'))

/** `(year:2026,month:9,day:1)`: rest.li wants these brackets as they are, so the address is put together here. */
const parts = (day: string) =>
  `"(year:" + formatTime(${day}, "yyyy") + ",month:" + formatTime(${day}, "M") + ",day:" + formatTime(${day}, "d") + ")"`
/** Of the pivots of a row, in whatever order: the id at the end of `urn:li:sponsoredCampaign:1234`. */
const idOf = (kind: string) =>
  `last(split(first(record.pivotValues.filter(urn, urn.startsWith("urn:li:sponsored${kind}:"))), ":"))`
const DAY = ['year', 'month', 'day'].map((part) => `dateRange.start.${part}`)

const report = (pivots: string) =>
  ({
    url: [
      `"https://api.linkedin.com/rest/adAnalytics?${pivots}&timeGranularity=DAILY&dateRange=(start:"`,
      parts('window.from'),
      '",end:"',
      parts('window.to'),
      `")&accounts=List(urn%3Ali%3AsponsoredAccount%3A" + account.id + ")&fields=dateRange,pivotValues,${FIELDS.join(',')}"`,
    ].join(' + '),
    page: { by: 'none' },
    records: 'elements',
  }) as const

const days = (
  pivots: string,
  step: string,
  facts: Pick<FactMapping, 'entity' | 'feeds'>
): Stream => ({
  ...report(pivots),
  key: [...pivots.split(',').map((_, place) => `pivotValues.${place}`), ...DAY],
  each: 'account',
  // A conversion counts for the day of the click or view, up to 90 days before it; 30 are usual.
  cursor: { field: 'dateRange.start', step, lookback: 'P30D', earliest: 'P730D' },
  facts: {
    mode: 'daily',
    date: `dateOf(${DAY.map((part) => `record.${part}`).join(', ')})`,
    currency: 'account.currency',
    metrics: METRICS,
    ...facts,
  },
})

/** Reports name campaigns and ads by their id alone; the lists know their names. */
const CAMPAIGN: EntityMapping = { kind: 'campaign', id: idOf('Campaign'), name: 'null' }

export const streams: Record<string, Stream> = {
  campaigns: {
    title: 'Campaigns',
    ...listed('adAccounts/{account.id}/adCampaigns', 'search', 1000),
    key: 'id',
    each: 'account',
    entity: { kind: 'campaign', id: 'text(record.id)', name: 'record.name' },
  },
  ads: {
    title: 'Ads',
    ...listed('adAccounts/{account.id}/creatives', 'criteria', 100),
    headers: { 'X-RestLi-Method': 'FINDER' },
    key: 'id',
    each: 'account',
    entity: {
      kind: 'ad',
      id: 'last(split(record.id, ":"))',
      name: 'record.name',
      ancestors: [{ kind: 'campaign', id: 'last(split(record.campaign, ":"))', name: 'null' }],
    },
  },
  campaign_days: {
    title: 'Campaigns by day',
    ...days('q=analytics&pivot=CAMPAIGN', 'P30D', { entity: CAMPAIGN }),
    totals: {
      ...report('q=analytics&pivot=ACCOUNT'),
      metrics: METRICS,
      currency: 'account.currency',
    },
  },
  ad_days: {
    title: 'Ads by day',
    ...days('q=statistics&pivots=List(CAMPAIGN,CREATIVE)', 'P7D', {
      entity: { kind: 'ad', id: idOf('Creative'), name: 'null', ancestors: [CAMPAIGN] },
      feeds: 'detail',
    }),
  },
}
