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
  id: 'meta/facebook-pages',
  version: '1.0.1',
  sdk: '^1.0',
  title: 'Facebook Pages',
  summary: 'Followers, views and engagement of your pages by day, and what each post brought.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  family: 'meta',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.facebook.com/docs/pages-api' },
  scopes: [
    ...META_HOSTS,
    { id: 'metrics:write', why: 'Adds followers, views and engagement to your reports.' },
  ],
  metrics: {
    post_views: {
      label: 'Views of posts',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'Views so far of the posts that were published in the period.',
    },
    post_viewers: {
      label: 'Viewers of a post',
      aggregation: 'none',
      unit: 'count',
      better: 'up',
      help: 'People who saw a post so far. Posts cannot be added: the same person may see several.',
    },
  },
  connectors: {
    pages: {
      kind: 'api',
      title: 'Facebook Pages',
      category: 'social',
      channel: 'Facebook',
      sunset: META_SUNSET,
      auth: {
        consent: {
          ...META_CONSENT,
          scopes: PAGE_PERMISSIONS,
          // Insights are shown to a page's own token only.
          headers: {
            Authorization: 'Bearer {coalesce(account.secrets.token, credentials.accessToken)}',
          },
        },
      },
      http: {
        base: 'https://graph.facebook.com',
        page: { ...GRAPH_PAGE, size: 50 },
        timeout: 'PT90S',
        errors: PAGE_ERRORS,
        retry: { attempts: 5, base: 'PT2S', cap: 'PT5M' },
        limits: [{ per: 'account', requests: 5, every: 'PT1S' }],
        quota: PAGE_QUOTA,
      },
      check: { get: `/${META_VERSION}/me`, query: { fields: 'id,name' } },
      accounts: {
        get: `/${META_VERSION}/me/accounts`,
        query: { fields: 'id,name,access_token' },
        records: 'data',
        id: 'record.id',
        name: 'record.name',
        secrets: { token: 'record.access_token' },
      },
      streams,
    },
  },
})
