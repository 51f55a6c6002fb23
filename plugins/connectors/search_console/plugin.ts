import { definePlugin, refusals, type Stream, type Totals } from '#kit'
import { GOOGLE_CONSENT, GOOGLE_HOSTS } from '../../vendors/google/consent.js'

/** Google weights the position by impressions; kept as a sum, so that several days have a true average. */
const METRICS = {
  search_impressions: 'record.impressions',
  search_clicks: 'record.clicks',
  search_position_sum: 'record.position * record.impressions',
}

/** https://developers.google.com/webmaster-tools/v1/searchanalytics/query */
const query = (dimensions: string[]) =>
  ({
    post: '/webmasters/v3/sites/{account.id}/searchAnalytics/query',
    body: {
      startDate: '{window.from}',
      endDate: '{window.to}',
      dimensions,
      type: 'web',
      dataState: 'final',
    },
    page: {
      by: 'offset',
      at: 'body',
      size: 25_000,
      sizeParameter: 'rowLimit',
      offsetParameter: 'startRow',
    },
    records: 'rows',
    absent: 'empty',
  }) as const

const TOTALS: Totals = {
  ...query([]),
  metrics: { search_impressions: 'record.impressions', search_clicks: 'record.clicks' },
}

const days = (title: string, by?: { name: string; dimension: string; value: string }): Stream => ({
  title,
  ...query(['date', ...(by ? [by.name] : [])]),
  key: ['keys.0', ...(by ? ['keys.1'] : [])],
  each: 'account',
  // A day is final after two or three days.
  cursor: { field: 'keys.0', step: 'P30D', lookback: 'P5D', earliest: 'P480D' },
  facts: {
    mode: 'daily',
    date: 'record.keys[0]',
    entity: { kind: 'account', id: 'account.id', name: 'account.name' },
    ...(by && { feeds: 'detail' as const, dimensions: { [by.dimension]: by.value } }),
    metrics: METRICS,
  },
})

export default definePlugin({
  id: 'google/search-console',
  version: '1.0.1',
  sdk: '^1.0',
  title: 'Google Search Console',
  summary: 'Impressions, clicks and position in Google search, by day, query, page and device.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'google',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developers.google.com/webmaster-tools',
    privacy: 'https://policies.google.com/privacy',
  },
  scopes: [
    { id: 'net:www.googleapis.com', why: 'Reads the search numbers of your sites.' },
    ...GOOGLE_HOSTS,
    { id: 'metrics:write', why: 'Adds search impressions and clicks to your reports.' },
  ],
  connectors: {
    search: {
      kind: 'api',
      title: 'Google Search Console',
      category: 'seo',
      channel: 'Google Search',
      auth: {
        google: {
          ...GOOGLE_CONSENT,
          scopes: [
            {
              id: 'https://www.googleapis.com/auth/webmasters.readonly',
              why: 'Lists your sites and reads their search numbers.',
            },
          ],
        },
      },
      http: {
        base: 'https://www.googleapis.com',
        errors: [
          {
            status: [403],
            when: 'json(response.body).contains("quotaExceeded") || json(response.body).contains("rateLimitExceeded")',
            then: 'rateLimited',
            say: 'Google has limited the number of requests for this site. The sync retries automatically.',
          },
          ...refusals({
            403: 'The connected Google account has no access to this site. Request access in Search Console, or connect another account.',
          }),
        ],
        // 1,200 a minute for each site, and for each person whatever the sites: https://developers.google.com/webmaster-tools/limits
        limits: [
          { per: 'account', requests: 10, every: 'PT1S' },
          { per: 'connection', requests: 1_000, every: 'PT1M' },
          { per: 'app', requests: 50, every: 'PT1S' },
        ],
      },
      check: { get: '/webmasters/v3/sites' },
      accounts: {
        get: '/webmasters/v3/sites',
        page: { by: 'none' },
        records: 'siteEntry',
        absent: 'empty',
        id: 'record.siteUrl',
        name: 'record.siteUrl',
        timeZone: '"America/Los_Angeles"',
        when: 'record.permissionLevel != "siteUnverifiedUser"',
      },
      streams: {
        days: { ...days('Search by day'), totals: TOTALS },
        devices: days('Search by day and device', {
          name: 'device',
          dimension: 'device',
          value: 'lower(record.keys[1])',
        }),
        queries: days('Search by day and query', {
          name: 'query',
          dimension: 'search_query',
          value: 'record.keys[1]',
        }),
        pages: days('Search by day and page', {
          name: 'page',
          dimension: 'landing_page',
          value: 'record.keys[1]',
        }),
      },
    },
  },
})
