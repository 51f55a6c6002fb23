import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { streams } from './streams.js'

/** The ad accounts that the person chose on TikTok's page come with the token. */
const advertisers = {
  get: '/open_api/v1.3/advertiser/info/',
  query: { advertiser_ids: '{json(token.advertiser_ids)}' },
} as const

export default definePlugin({
  id: 'tiktok/ads',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'TikTok Ads',
  summary: 'Campaigns, ad groups and ads with cost and results, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://business-api.tiktok.com/portal/docs' },
  scopes: [
    {
      id: 'net:business-api.tiktok.com',
      why: 'Requests your consent at TikTok, and reads ad accounts and their reports.',
    },
    { id: 'metrics:write', why: 'Adds spend, clicks and conversions to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'TikTok Ads',
      category: 'ads',
      channel: 'TikTok Ads',
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: 'https://business-api.tiktok.com/portal/auth',
          token: 'https://business-api.tiktok.com/open_api/v1.3/oauth2/access_token/',
          // What may be read is chosen for the app at TikTok, not asked for on its page.
          scopes: [],
          clientAuth: 'body',
          clientIdParameter: 'app_id',
          clientSecretParameter: 'secret',
          codeParameter: 'auth_code',
          tokenBody: 'json',
          answer: { accessToken: 'data.access_token' },
          keep: ['advertiser_ids'],
          headers: { 'Access-Token': '{credentials.accessToken}' },
          sandbox: { clientId: 'quarterdeck-tiktok-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://business-api.tiktok.com',
        page: {
          by: 'page',
          pageParameter: 'page',
          size: 1000,
          sizeParameter: 'page_size',
          last: 'data.page_info.total_page',
        },
        ok: 'response.body.code == 0',
        errors,
        retry: { attempts: 5, base: 'PT1S', cap: 'PT1M' },
        // The basic level of an app: 10 a second, 600 a minute.
        limits: [{ per: 'app', requests: 9, every: 'PT1S' }],
      },
      check: advertisers,
      accounts: {
        ...advertisers,
        page: { by: 'none' },
        records: 'data.list',
        id: 'record.advertiser_id',
        name: 'record.name',
        currency: 'record.currency',
        // A name such as America/New_York; `timezone` has a fixed distance, such as Etc/GMT+5.
        timeZone: 'coalesce(record.display_timezone, record.timezone)',
      },
      streams,
    },
  },
})
