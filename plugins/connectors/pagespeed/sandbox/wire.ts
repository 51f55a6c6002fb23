import { defineVendorWire, type WireEndpoint } from '#kit'

const METRICS = [
  'cumulative_layout_shift',
  'experimental_time_to_first_byte',
  'first_contentful_paint',
  'interaction_to_next_paint',
  'largest_contentful_paint',
]
const LISTS = METRICS.flatMap((name) => [
  ...[0, 1, 2].map((bin) => `record.metrics.${name}.histogramTimeseries.${bin}.densities`),
  `record.metrics.${name}.percentilesTimeseries.p75s`,
])

/** https://developer.chrome.com/docs/crux/api : of a page, or of an origin, which is told by its home page here. Always of one form factor. */
function chrome(call: string, source: WireEndpoint): WireEndpoint[] {
  const device = '{{body.formFactor|map:PHONE=mobile,DESKTOP=desktop}}'
  const body = {
    url: 'text',
    origin: 'text',
    formFactor: 'enum(PHONE|DESKTOP|TABLET)!',
    metrics: `csv(${METRICS.join('|')})`,
  }
  const shared = {
    post: `/v1/records:${call}`,
    host: 'chromeuxreport.googleapis.com',
    from: 'pageSpeeds',
    body,
    ...source,
  }
  return [
    {
      ...shared,
      match: { 'body.origin': '/.+/' },
      where: { device, siteUrl: '{{body.origin}}/', page: '/' },
    },
    { ...shared, where: { device, url: '{{body.url}}' } },
  ]
}

export default defineVendorWire({
  docs: 'https://developers.google.com/speed/docs/insights/v5/reference/pagespeedapi/runpagespeed',
  hosts: ['pagespeedonline.googleapis.com', 'www.googleapis.com', 'chromeuxreport.googleapis.com'],
  auth: { query: 'key={key}', accepts: 'AIzaSyB3k9Qx7Lm2VtZ5rN8wP1cD4fG6hJ0sYuE' },
  query: { key: 'text', alt: 'const(json)', prettyPrint: 'bool', fields: 'text' },
  endpoints: [
    {
      get: '/pagespeedonline/v5/runPagespeed',
      query: {
        url: 'text!',
        strategy: 'enum(mobile|desktop|MOBILE|DESKTOP)=desktop',
        category: 'any',
        locale: 'text',
        utm_campaign: 'text',
        utm_source: 'text',
      },
      page: 'pages/pagespeed.json',
      from: 'pageSpeeds',
      where: { url: '{{query.url}}', device: '{{query.strategy|lower}}' },
      sort: '-measuredAt',
    },
    ...chrome('queryRecord', { page: 'pages/record.json', sort: '-measuredAt' }),
    ...chrome('queryHistoryRecord', {
      page: 'pages/history.json',
      rows: ['record.collectionPeriods', ...LISTS].join(','),
      sort: 'measuredAt',
    }),
  ],
  errors: 'pages/errors.json',
})
