import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const ADMIN = 'analyticsadmin.googleapis.com'
const SCOPES = ['https://www.googleapis.com/auth/analytics.readonly']
const LISTED: WireRules = { pageSize: 'int>=1<=200', pageToken: 'text', showDeleted: 'bool' }
const paging = { by: 'cursor', at: 'pageToken', size: 'pageSize', defaultSize: 50 } as const
const property = (name: string, of = 'webSites'): WireEndpoint => ({
  from: `${of}[${name}|digits:9=property]`,
  scopes: SCOPES,
})

/** https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema */
const SHARED = {
  date: '{{day|yyyymmdd}}',
  year: '{{day|year|text}}',
  yearMonth: '{{day|format:yyyyMM}}',
  hostName:
    '{{siteKey|map:site/europe=nl.harbor-coffee.example,site/united-states=us.harbor-coffee.example,site/japan=jp.harbor-coffee.example}}',
}
const SESSION = {
  ...SHARED,
  sessionDefaultChannelGroup: '{{channel}}',
  sessionSource: '{{source}}',
  sessionMedium: '{{medium}}',
  sessionSourceMedium: '{{source}} / {{medium}}',
  sessionCampaignName: '{{campaign}}',
  deviceCategory: '{{device}}',
  countryId: '{{country}}',
  country: '{{country|map:NL=Netherlands,US=United States,JP=Japan}}',
  landingPage: '{{landingPage}}',
  landingPagePlusQueryString: '{{landingPage}}',
}
const SESSION_METRICS = {
  sessions: '{{sessions}}',
  engagedSessions: '{{engagedSessions}}',
  totalUsers: '{{users}}',
  activeUsers: '{{users}}',
  newUsers: '{{newUsers}}',
  screenPageViews: '{{pageViews}}',
  eventCount: '{{events}}',
  userEngagementDuration: '{{engagementSeconds}}',
  addToCarts: '{{addToCarts}}',
  checkouts: '{{checkouts}}',
  ecommercePurchases: '{{orders}}',
  transactions: '{{orders}}',
  keyEvents: '{{orders}}',
  conversions: '{{orders}}',
  purchaseRevenue: '{{revenue|major}}',
  totalRevenue: '{{revenue|major}}',
  engagementRate: '{{engagedSessions|per:sessions}}',
  bounceRate: '{{engagedSessions|per:sessions|times:-1|plus:1}}',
  averageSessionDuration: '{{engagementSeconds|per:sessions}}',
  sessionsPerUser: '{{sessions|per:users}}',
  screenPageViewsPerSession: '{{pageViews|per:sessions}}',
}
const PAGE = {
  ...SHARED,
  pagePath: '{{page}}',
  pagePathPlusQueryString: '{{page}}',
  pageTitle: '{{title}}',
}
const PAGE_METRICS = {
  screenPageViews: '{{pageViews}}',
  activeUsers: '{{users}}',
  totalUsers: '{{users}}',
  userEngagementDuration: '{{engagementSeconds}}',
}

const fieldOf = (columns: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, hole]) => [
      name,
      hole === SESSION.sessionSourceMedium ? 'source' : hole.slice(2, -2),
    ])
  )

const REQUEST: WireRules = {
  'dimensions.*.name': 'text',
  'metrics.*.name': 'text!',
  'dateRanges.*.startDate': 'since(day, date)!',
  'dateRanges.*.endDate': 'through(day, date)!',
  'dateRanges.*.name': 'text',
  'limit': 'int>=1<=250000=10000',
  'offset': 'int>=0=0',
  'keepEmptyRows': 'bool',
  'returnPropertyQuota': 'bool',
  'currencyCode': 'text',
  'property': 'text',
  'dimensionFilter': 'any',
  'orderBys.*.dimension.dimensionName': 'text',
  'orderBys.*.dimension.orderType': 'enum(ALPHANUMERIC|CASE_INSENSITIVE_ALPHANUMERIC|NUMERIC)',
  'orderBys.*.desc': 'bool',
}

/** Days are those of the property; `7daysAgo` and its kin are not understood here. */
const report = (
  from: string,
  [dimensions, metrics]: Record<string, string>[],
  match?: Record<string, string>
): WireEndpoint => ({
  post: '/v1beta/properties/{property}:runReport',
  host: 'analyticsdata.googleapis.com',
  match,
  ...property('siteKey', from),
  body: REQUEST,
  dimensions: { at: 'body.dimensions.*.name', of: dimensions },
  metrics: { at: 'body.metrics.*.name', of: metrics },
  conditions: [
    {
      at: 'body.dimensionFilter.filter',
      each: {
        field: 'fieldName',
        operator: 'stringFilter.matchType',
        value: ['stringFilter.value', 'inListFilter.values'],
      },
      operators: { '': 'in', 'EXACT': 'is' },
      of: fieldOf(dimensions),
    },
  ],
  order: {
    at: 'body.orderBys.0.dimension.dimensionName',
    direction: 'body.orderBys.0.desc',
    of: fieldOf(dimensions),
  },
  page: 'pages/report.json',
  rows: 'rows',
  emptyRows: 'absent',
  paging: { by: 'offset', at: 'body.offset', size: 'body.limit' },
})

export default defineVendorWire({
  docs: 'https://developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport',
  hosts: [ADMIN, 'analyticsdata.googleapis.com', 'accounts.google.com', 'oauth2.googleapis.com'],
  auth: { oauth: true },
  oauth: {
    lifetime: 3599,
    refreshOnlyWith: ['access_type', 'offline'],
    descriptions: { invalid_grant: 'Token has been expired or revoked.' },
  },
  query: { alt: 'const(json)', prettyPrint: 'bool', quotaUser: 'text', fields: 'text' },
  endpoints: [
    {
      get: '/v1beta/accountSummaries',
      host: ADMIN,
      query: LISTED,
      page: 'pages/account_summaries.json',
      rows: 'accountSummaries.0.propertySummaries',
      from: 'webSites',
      scopes: SCOPES,
    },
    {
      get: '/v1beta/accounts',
      host: ADMIN,
      query: LISTED,
      page: 'pages/accounts.json',
      scopes: SCOPES,
    },
    {
      get: '/v1beta/properties',
      host: ADMIN,
      query: { ...LISTED, filter: String.raw`/(parent|ancestor):accounts\/(393156152|-)/!` },
      page: 'pages/properties.json',
      rows: 'properties',
      from: 'webSites',
      paging,
      scopes: SCOPES,
    },
    {
      get: '/v1beta/properties/{property}',
      host: ADMIN,
      page: 'pages/property.json',
      ...property('key'),
    },
    {
      get: '/v1beta/properties/{property}/dataStreams',
      host: ADMIN,
      query: LISTED,
      page: 'pages/data_streams.json',
      rows: 'dataStreams',
      ...property('key'),
    },
    {
      get: '/v1beta/properties/{property}/keyEvents',
      host: ADMIN,
      query: LISTED,
      page: 'pages/key_events.json',
      rows: 'keyEvents',
      ...property('key'),
    },
    report('webPages', [PAGE, PAGE_METRICS], { 'body.dimensions.*.name': '/page(Path|Title)/' }),
    report('webDays', [SESSION, SESSION_METRICS]),
  ],
  errors: 'pages/errors.json',
})
