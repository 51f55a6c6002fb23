import type { Stream } from '#kit'

/** Names of GA4 → metrics of the catalogue. At most ten go into one report. */
const METRICS: Record<string, string> = {
  sessions: 'number(record.sessions)',
  engaged_sessions: 'number(record.engagedSessions)',
  bounces: 'number(record.sessions) - number(record.engagedSessions)',
  page_views: 'number(record.screenPageViews)',
  web_events: 'number(record.eventCount)',
  engagement_time: 'number(record.userEngagementDuration)',
  key_events: 'number(record.keyEvents)',
  site_orders: 'number(record.ecommercePurchases)',
  site_revenue: 'micros(record.purchaseRevenue)',
}
const PEOPLE = { users: 'number(record.activeUsers)', new_users: 'number(record.newUsers)' }
const COUNTED = [
  'sessions',
  'engagedSessions',
  'screenPageViews',
  'eventCount',
  'userEngagementDuration',
  'keyEvents',
  'ecommercePurchases',
  'purchaseRevenue',
]

const named = (names: string[]) => names.map((name) => ({ name }))

/** https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport */
const report = (dimensions: string[], metrics: string[]) =>
  ({
    post: '/v1beta/properties/{account.id}:runReport',
    body: {
      dateRanges: [{ startDate: '{window.from}', endDate: '{window.to}' }],
      dimensions: named(dimensions),
      metrics: named(metrics),
    },
    page: {
      by: 'offset',
      at: 'body',
      size: 10_000,
      sizeParameter: 'limit',
      offsetParameter: 'offset',
      total: 'rowCount',
    },
    // A report without rows has no list at all, which reads as an empty one here.
    records:
      'response.body.rows.map(row, merge(zip(response.body.dimensionHeaders, row.dimensionValues), zip(response.body.metricHeaders, row.metricValues)))',
  }) as const

const days = (
  title: string,
  dimensions: string[],
  {
    metrics,
    facts,
  }: {
    metrics: string[]
    facts: Pick<Extract<Stream['facts'], { mode: string }>, 'metrics' | 'dimensions' | 'feeds'>
  }
): Stream => ({
  title,
  ...report(['date', ...dimensions], metrics),
  key: ['date', ...dimensions],
  each: 'account',
  // Late hits are counted for up to three days.
  cursor: { field: 'date', step: 'P90D', lookback: 'P3D', earliest: 'P730D' },
  facts: {
    mode: 'daily',
    date: 'record.date',
    entity: { kind: 'account', id: 'account.id', name: 'account.name' },
    ...facts,
  },
})

export const streams: Record<string, Stream> = {
  days: {
    ...days('Visits by day', [], {
      metrics: [...COUNTED, 'activeUsers', 'newUsers'],
      facts: { metrics: { ...METRICS, ...PEOPLE } },
    }),
    totals: { ...report([], COUNTED), metrics: METRICS },
  },
  traffic: days(
    'Visits by day, channel, source and device',
    [
      'sessionDefaultChannelGroup',
      'sessionSource',
      'sessionMedium',
      'sessionCampaignName',
      'deviceCategory',
      'countryId',
    ],
    {
      metrics: COUNTED,
      facts: {
        feeds: 'detail',
        dimensions: {
          traffic_channel: 'record.sessionDefaultChannelGroup',
          traffic_source: 'record.sessionSource',
          traffic_medium: 'record.sessionMedium',
          traffic_campaign: 'record.sessionCampaignName',
          device: 'lower(record.deviceCategory)',
          country: 'record.countryId',
        },
        metrics: METRICS,
      },
    }
  ),
  pages: days('Page views by day and page', ['pagePath'], {
    metrics: ['screenPageViews', 'userEngagementDuration'],
    facts: {
      feeds: 'detail',
      dimensions: { page_path: 'record.pagePath' },
      metrics: {
        page_views: METRICS.page_views,
        engagement_time: METRICS.engagement_time,
      },
    },
  }),
}
