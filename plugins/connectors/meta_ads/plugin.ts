import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { streams, VERSION } from './streams.js'

export default definePlugin({
  id: 'meta/ads',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Meta Ads',
  summary: 'Campaigns, ad sets and ads on Facebook and Instagram with cost and results, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.facebook.com/docs/marketing-api/insights' },
  scopes: [
    { id: 'net:graph.facebook.com', why: 'Reads ad accounts and their reports.' },
    { id: 'net:www.facebook.com', why: 'Requests your consent at Facebook.' },
    { id: 'metrics:write', why: 'Adds spend, clicks and purchases to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'Meta Ads',
      category: 'ads',
      channel: 'Meta Ads',
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: `https://www.facebook.com/${VERSION}/dialog/oauth`,
          token: `https://graph.facebook.com/${VERSION}/oauth/access_token`,
          scopes: [{ id: 'ads_read', why: 'Reads ad accounts and their reports.' }],
          scopeSeparator: ',',
          clientAuth: 'body',
          lifetime: 'P60D',
          // The first token lives for an hour or two, the one it is exchanged for about 60 days.
          exchange: {
            method: 'GET',
            parameters: {
              grant_type: 'fb_exchange_token',
              client_id: '{client.id}',
              client_secret: '{client.secret}',
              fb_exchange_token: '{credentials.accessToken}',
            },
          },
          sandbox: { clientId: 'quarterdeck-meta-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://graph.facebook.com',
        // The address of the next page carries the token, so the cursor is used instead.
        page: {
          by: 'cursor',
          next: 'paging.cursors.after',
          more: 'response.body.paging.next != null',
          parameter: 'after',
          size: 500,
          sizeParameter: 'limit',
        },
        timeout: 'PT90S',
        errors,
        retry: { attempts: 5, base: 'PT2S', cap: 'PT5M' },
        // 9,000 points in five minutes for each ad account; an app in development has 60.
        limits: [{ per: 'account', requests: 5, every: 'PT1S' }],
      },
      check: { get: `/${VERSION}/me`, query: { fields: 'id,name' } },
      accounts: {
        get: `/${VERSION}/me/adaccounts`,
        query: { fields: 'id,name,currency,timezone_name' },
        records: 'data',
        id: 'record.id',
        name: 'record.name',
        currency: 'record.currency',
        timeZone: 'record.timezone_name',
      },
      streams,
    },
  },
})
