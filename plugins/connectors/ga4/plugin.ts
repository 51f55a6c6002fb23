import { definePlugin, refusals } from '#kit'
import { GOOGLE_CONSENT, GOOGLE_HOSTS } from '../../vendors/google/consent.js'
import { streams } from './streams.js'

export default definePlugin({
  id: 'google/analytics',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Google Analytics 4',
  summary:
    'Visits, page views, key events and orders on the site, by day, channel, source and page.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'google',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developers.google.com/analytics/devguides/reporting/data/v1',
    privacy: 'https://policies.google.com/privacy',
  },
  scopes: [
    { id: 'net:analyticsdata.googleapis.com', why: 'Reads the reports of your properties.' },
    { id: 'net:analyticsadmin.googleapis.com', why: 'Lists your properties.' },
    ...GOOGLE_HOSTS,
    { id: 'metrics:write', why: 'Adds visits and what they led to to your reports.' },
  ],
  connectors: {
    analytics: {
      kind: 'api',
      title: 'Google Analytics 4',
      category: 'analytics',
      channel: 'Google Analytics',
      auth: {
        google: {
          ...GOOGLE_CONSENT,
          scopes: [
            {
              id: 'https://www.googleapis.com/auth/analytics.readonly',
              why: 'Lists properties and reads their reports.',
            },
          ],
        },
      },
      http: {
        base: 'https://analyticsdata.googleapis.com',
        timeout: 'PT90S',
        errors: [
          {
            status: [403],
            when: 'json(response.body).contains("SERVICE_DISABLED")',
            then: 'fail',
            kind: 'configuration',
            say: 'The Analytics API is not enabled for the Google project of this installation. The operator has to enable the Analytics Data API and the Analytics Admin API.',
          },
          ...refusals({
            403: 'The connected Google account has no access to this property. Request the role Viewer in Google Analytics, or connect another account.',
            429: 'The quota of this Google Analytics property is used up for the hour. The sync continues automatically.',
          }),
        ],
        limits: [
          { per: 'account', requests: 5, every: 'PT1S' },
          { per: 'app', requests: 50, every: 'PT1S' },
        ],
      },
      check: {
        get: '/v1beta/accountSummaries',
        base: 'https://analyticsadmin.googleapis.com',
        query: { pageSize: '1' },
      },
      accounts: {
        parents: {
          get: '/v1beta/accountSummaries',
          base: 'https://analyticsadmin.googleapis.com',
          page: { by: 'cursor', next: 'nextPageToken', parameter: 'pageToken' },
          records: 'accountSummaries',
          absent: 'empty',
          fields: { id: 'record.account' },
        },
        get: '/v1beta/properties',
        base: 'https://analyticsadmin.googleapis.com',
        query: { filter: 'parent:{parent.id}' },
        page: { by: 'cursor', next: 'nextPageToken', parameter: 'pageToken' },
        records: 'properties',
        absent: 'empty',
        id: 'lastSegment(record.name)',
        name: 'record.displayName',
        currency: 'record.currencyCode',
        timeZone: 'record.timeZone',
      },
      streams,
    },
  },
})
