import { defineVendorWire } from '#kit'

const SCOPES = ['https://www.googleapis.com/auth/webmasters.readonly']
const COLUMNS = {
  date: '{{day}}',
  query: '{{query}}',
  page: '{{page}}',
  device: '{{device|upper}}',
  country: '{{country|map:NL=nld,US=usa,JP=jpn,DE=deu,BE=bel,GB=gbr,FR=fra}}',
}
const FIELDS = Object.fromEntries(
  Object.entries(COLUMNS).map(([name, hole]) => [name, hole.slice(2, -2)])
)

/** Only web search is told here. Final data comes after two or three days; this business knows its days at once. */
export default defineVendorWire({
  docs: 'https://developers.google.com/webmaster-tools/v1/searchanalytics/query',
  hosts: [
    'searchconsole.googleapis.com',
    'www.googleapis.com',
    'accounts.google.com',
    'oauth2.googleapis.com',
  ],
  auth: { oauth: true },
  oauth: {
    lifetime: 3599,
    refreshOnlyWith: ['access_type', 'offline'],
    descriptions: { invalid_grant: 'Token has been expired or revoked.' },
  },
  query: { alt: 'const(json)', prettyPrint: 'bool', quotaUser: 'text', fields: 'text' },
  endpoints: [
    {
      get: '/webmasters/v3/sites',
      page: 'pages/sites.json',
      rows: 'siteEntry',
      emptyRows: 'absent',
      from: 'webSites',
      scopes: SCOPES,
    },
    {
      get: '/webmasters/v3/sites/{site}',
      page: 'pages/site.json',
      from: 'webSites[url=site]',
      scopes: SCOPES,
    },
    {
      post: '/webmasters/v3/sites/{site}/searchAnalytics/query',
      body: {
        'startDate': 'since(day, date)!',
        'endDate': 'through(day, date)!',
        'dimensions': 'any',
        'type': 'enum(web)',
        'searchType': 'enum(web)',
        'dataState': 'enum(final|all)',
        'aggregationType': 'enum(auto|byPage|byProperty)',
        'rowLimit': 'int>=1<=25000=1000',
        'startRow': 'int>=0=0',
        'dimensionFilterGroups.*.groupType': 'enum(and)',
        'dimensionFilterGroups.*.filters': 'any',
      },
      dimensions: { at: 'body.dimensions', of: COLUMNS },
      conditions: [
        {
          at: 'body.dimensionFilterGroups.*.filters',
          each: { field: 'dimension', operator: 'operator', value: 'expression' },
          operators: { '': 'is', 'equals': 'is' },
          of: FIELDS,
        },
      ],
      page: 'pages/query.json',
      rows: 'rows',
      emptyRows: 'absent',
      from: 'searchQueries[siteUrl=site]',
      sort: '-clicks',
      scopes: SCOPES,
      paging: { by: 'offset', at: 'body.startRow', size: 'body.rowLimit', defaultSize: 1000 },
    },
  ],
  errors: 'pages/errors.json',
})
