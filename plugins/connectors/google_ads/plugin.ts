import { definePlugin } from '#kit'
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
    { id: 'net:accounts.google.com', why: 'Requests your consent at Google.' },
    { id: 'net:oauth2.googleapis.com', why: 'Exchanges your consent for access, and revokes it.' },
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
          kind: 'oauth2',
          authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
          token: 'https://oauth2.googleapis.com/token',
          revoke: 'https://oauth2.googleapis.com/revoke',
          scopes: [
            {
              id: 'https://www.googleapis.com/auth/adwords',
              why: 'Google has one permission for Google Ads. Quarterdeck only reads.',
            },
          ],
          pkce: true,
          clientAuth: 'body',
          // Without both, Google sends no refresh token the second time the same person consents.
          parameters: { access_type: 'offline', prompt: 'consent' },
          lifetime: 'PT1H',
          clientFields: {
            developerToken: {
              label: 'Developer token',
              secret: true,
              help: 'From the API Center of a Google Ads manager account.',
            },
          },
          sandbox: {
            clientId: 'quarterdeck-sandbox.apps.googleusercontent.com',
            clientSecret: 'sandbox-secret',
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
