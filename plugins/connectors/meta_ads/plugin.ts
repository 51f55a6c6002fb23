import { definePlugin } from '#kit'
import { META_CONSENT, META_HOSTS, META_SUNSET, META_VERSION } from '../../vendors/meta/consent.js'
import { GRAPH_PAGE } from '../../vendors/meta/graph.js'
import { errors } from './errors.js'
import { streams } from './streams.js'

export default definePlugin({
  id: 'meta/ads',
  version: '1.1.1',
  sdk: '^1.0',
  title: 'Meta Ads',
  summary: 'Campaigns, ad sets and ads on Facebook and Instagram with cost and results, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'meta',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.facebook.com/docs/marketing-api/insights' },
  scopes: [
    ...META_HOSTS,
    { id: 'metrics:write', why: 'Adds spend, clicks and purchases to your reports.' },
  ],
  connectors: {
    ads: {
      kind: 'api',
      title: 'Meta Ads',
      category: 'ads',
      channel: 'Meta Ads',
      sunset: META_SUNSET,
      auth: {
        consent: {
          ...META_CONSENT,
          scopes: [{ id: 'ads_read', why: 'Reads ad accounts and their reports.' }],
        },
      },
      http: {
        base: 'https://graph.facebook.com',
        page: { ...GRAPH_PAGE, size: 500 },
        timeout: 'PT90S',
        errors,
        retry: { attempts: 5, base: 'PT2S', cap: 'PT5M' },
        // 9,000 points in five minutes for each ad account; an app in development has 60.
        limits: [{ per: 'account', requests: 5, every: 'PT1S' }],
      },
      check: { get: `/${META_VERSION}/me`, query: { fields: 'id,name' } },
      accounts: {
        get: `/${META_VERSION}/me/adaccounts`,
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
