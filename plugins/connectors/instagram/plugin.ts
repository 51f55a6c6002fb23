import { definePlugin } from '#kit'
import {
  META_CONSENT,
  META_HOSTS,
  META_SUNSET,
  META_VERSION,
  PAGE_PERMISSIONS,
} from '../../vendors/meta/consent.js'
import { GRAPH_PAGE, PAGE_ERRORS, PAGE_QUOTA } from '../../vendors/meta/graph.js'
import { streams } from './streams.js'

export default definePlugin({
  id: 'meta/instagram',
  version: '1.0.1',
  sdk: '^1.0',
  title: 'Instagram',
  summary: 'Followers, views, reach and interactions by day, and what each post and reel brought.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'meta',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.facebook.com/docs/instagram-platform' },
  scopes: [
    ...META_HOSTS,
    { id: 'metrics:write', why: 'Adds followers, views and interactions to your reports.' },
  ],
  metrics: {
    media_views: {
      label: 'Views of media',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'Views so far of the posts and reels that were published in the period.',
    },
    media_reach: {
      label: 'Reach of a post or reel',
      aggregation: 'none',
      unit: 'count',
      better: 'up',
      help: 'Accounts that saw a post or reel so far. They cannot be added: the same account may see several.',
    },
  },
  connectors: {
    accounts: {
      kind: 'api',
      title: 'Instagram',
      category: 'social',
      channel: 'Instagram',
      sunset: META_SUNSET,
      auth: { consent: { ...META_CONSENT, scopes: PAGE_PERMISSIONS } },
      http: {
        base: 'https://graph.facebook.com',
        page: { ...GRAPH_PAGE, size: 100 },
        timeout: 'PT90S',
        errors: [
          {
            // Of before the account became a business or creator account, or of a story that hardly any account saw.
            when: 'response.body.error.error_subcode == 2108006 || (response.body.error.code == 10 && response.body.error.message.contains("Not enough viewers"))',
            then: 'skip',
            say: 'Instagram has no insights of this post.',
          },
          ...PAGE_ERRORS,
        ],
        retry: { attempts: 5, base: 'PT2S', cap: 'PT5M' },
        limits: [{ per: 'account', requests: 5, every: 'PT1S' }],
        quota: PAGE_QUOTA,
      },
      check: { get: `/${META_VERSION}/me`, query: { fields: 'id,name' } },
      accounts: {
        get: `/${META_VERSION}/me/accounts`,
        query: { fields: 'id,name,instagram_business_account{{id,username,name}}' },
        records: 'data',
        when: 'record.instagram_business_account != null',
        id: 'record.instagram_business_account.id',
        name: 'coalesce(record.instagram_business_account.username, record.name)',
      },
      streams,
    },
  },
})
