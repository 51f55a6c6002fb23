import { definePlugin } from '#kit'
import { POSTS_PAGE, streams } from './streams.js'
import { errors } from './errors.js'

export default definePlugin({
  id: 'x/posts',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'X',
  summary: 'Followers, and what each post brought: views, likes, replies, reposts and clicks.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: {
    documentation: 'https://docs.x.com/x-api/introduction',
    privacy: 'https://x.com/privacy',
  },
  scopes: [
    { id: 'net:api.x.com', why: 'Reads your account and your posts with their numbers.' },
    { id: 'net:x.com', why: 'Requests your consent at X.' },
    { id: 'metrics:write', why: 'Adds followers, views and engagement to your reports.' },
  ],
  metrics: {
    post_views: {
      label: 'Views of posts',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'Views so far of the posts that were published in the period, ads included.',
    },
    organic_post_views: {
      label: 'Views of posts without ads',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'As views of posts, without those that an ad brought. X tells them for 30 days after a post.',
    },
    post_engagements: {
      label: 'Engagements with posts',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'What X counts as engagements with the posts of the period. X tells them for 30 days after a post.',
    },
  },
  connectors: {
    posts: {
      kind: 'api',
      title: 'X',
      category: 'social',
      channel: 'X',
      auth: {
        // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
        consent: {
          kind: 'oauth2',
          authorize: 'https://x.com/i/oauth2/authorize',
          token: 'https://api.x.com/2/oauth2/token',
          revoke: 'https://api.x.com/2/oauth2/revoke',
          scopes: [
            { id: 'tweet.read', why: 'Reads your posts and their numbers.' },
            { id: 'users.read', why: 'Reads your account and its number of followers.' },
            { id: 'offline.access', why: 'Keeps the access while you are not there.' },
          ],
          pkce: true,
          clientAuth: 'basic',
          lifetime: 'PT2H',
          sandbox: { clientId: 'quarterdeck-x-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://api.x.com',
        page: POSTS_PAGE,
        ok: 'response.body.data != null || response.body.meta != null',
        errors,
        // Posts: 900 in 15 minutes, the account: 75 (https://docs.x.com/x-api/fundamentals/rate-limits). Each answer says what is left.
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
        quota: [
          {
            per: 'connection',
            each: 'endpoint',
            remaining: 'response.headers["x-rate-limit-remaining"]',
            resets: 'response.headers["x-rate-limit-reset"]',
          },
        ],
      },
      check: { get: '/2/users/me' },
      accounts: {
        get: '/2/users/me',
        page: { by: 'none' },
        records: 'data',
        id: 'record.id',
        name: 'record.name + " (@" + record.username + ")"',
      },
      streams,
    },
  },
})
