import { definePlugin } from '#kit'
import { GOOGLE_CONSENT, GOOGLE_HOSTS } from '../../vendors/google/consent.js'
import { errors } from './errors.js'
import { QUERIES, VERSION } from './queries.js'
import { streams } from './streams.js'

export default definePlugin({
  id: 'google/ads',
  version: '1.0.3',
  sdk: '^1.0',
  title: 'Google Ads',
  summary: 'Campaigns, ad groups, ads and keywords with cost and results, by day and device.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'google',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developers.google.com/google-ads/api/docs/start',
    privacy: 'https://policies.google.com/privacy',
  },
  scopes: [
    { id: 'net:googleads.googleapis.com', why: 'Reads campaigns and their metrics.' },
    ...GOOGLE_HOSTS,
    { id: 'metrics:write', why: 'Adds spend, clicks and conversions to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'Google Ads',
      category: 'ads',
      channel: 'Google Ads',
      auth: {
        google: {
          ...GOOGLE_CONSENT,
          scopes: [
            {
              id: 'https://www.googleapis.com/auth/adwords',
              why: 'Google has one permission for Google Ads. Quarterdeck only reads.',
            },
          ],
          clientFields: {
            developerToken: {
              label: 'Developer token',
              secret: true,
              help: 'From the API Center of a Google Ads manager account.',
            },
          },
          sandbox: {
            ...GOOGLE_CONSENT.sandbox,
            fields: { developerToken: 'sandbox-developer-token' },
          },
        },
      },
      http: {
        base: 'https://googleads.googleapis.com',
        headers: {
          'developer-token': '{client.developerToken}',
          'login-customer-id': '{coalesce(account.attributes.managerId, parent.id)}',
        },
        page: { by: 'cursor', next: 'nextPageToken', parameter: 'pageToken' },
        timeout: 'PT90S',
        errors,
        retry: { attempts: 5, base: 'PT1S', cap: 'PT1M' },
        // Not published; the token bucket answers 429. These keep one account from starving the others.
        limits: [
          { per: 'account', requests: 5, every: 'PT1S' },
          { per: 'app', requests: 50, every: 'PT1S' },
        ],
      },
      check: { get: `/${VERSION}/customers:listAccessibleCustomers` },
      accounts: {
        parents: {
          get: `/${VERSION}/customers:listAccessibleCustomers`,
          records: 'resourceNames',
          page: { by: 'none' },
          absent: 'empty',
          fields: { id: 'lastSegment(record)' },
        },
        post: `/${VERSION}/customers/{parent.id}/googleAds:search`,
        body: { query: QUERIES.accounts },
        records: 'results',
        absent: 'empty',
        id: 'record.customerClient.id',
        name: 'record.customerClient.descriptiveName',
        currency: 'record.customerClient.currencyCode',
        timeZone: 'record.customerClient.timeZone',
        attributes: { managerId: 'parent.id' },
        when: 'record.customerClient.manager != true',
      },
      streams,
    },
  },
})
