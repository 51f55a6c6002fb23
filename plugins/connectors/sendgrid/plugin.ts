import { definePlugin, refusals } from '#kit'

const METRICS = {
  emails_sent: 'stat.requests',
  emails_delivered: 'stat.delivered',
  email_opens: 'stat.opens',
  email_clicks: 'stat.clicks',
  unique_opens: 'stat.unique_opens',
  unique_clicks: 'stat.unique_clicks',
  email_bounces: 'stat.bounces',
  emails_blocked:
    'stat.blocks + stat.bounce_drops + stat.spam_report_drops + stat.unsubscribe_drops + stat.invalid_emails',
  spam_complaints: 'stat.spam_reports',
  unsubscribes: 'stat.unsubscribes',
}
const metrics = Object.fromEntries(
  Object.entries(METRICS).map(([id, sum]) => [id, sum.replaceAll('stat.', 'record.stat.metrics.')])
)

/** Opens and clicks are counted on the day they happen, so few days change later. */
const DAYS = { field: 'date', step: 'P30D', lookback: 'P3D', earliest: 'P395D' }
const WINDOW = {
  start_date: '{window.from}',
  end_date: '{window.to}',
  aggregated_by: 'day',
}

export default definePlugin({
  id: 'sendgrid/email',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'SendGrid',
  summary: 'What was sent, delivered, opened, clicked and refused, by day and category.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://www.twilio.com/docs/sendgrid/api-reference' },
  scopes: [
    { id: 'net:*.sendgrid.com', why: 'Reads statistics, from the global or the European host.' },
    { id: 'metrics:write', why: 'Adds e-mail numbers to your reports.' },
  ],
  connectors: {
    email: {
      kind: 'api',
      title: 'SendGrid',
      category: 'email',
      channel: 'SendGrid',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'API key',
              secret: true,
              pattern: '^SG\\.[\\w-]{16,}\\.[\\w-]{16,}',
              help: 'In SendGrid under Settings, API Keys, with read access to Stats, Category Management and User Account.',
            },
          },
          sandbox: {
            apiKey: 'SG.mC3uVd0rSb6p9q1tYwZxAg.0f2b7d1c9e5a4836b1d7c2e9f4a6b8d0c1e2f3a4b5c',
          },
        },
      },
      settings: {
        type: 'object',
        properties: {
          region: {
            type: 'string',
            title: 'Region',
            description: 'Where the account was created: global, or Europe for regional subusers.',
            enum: ['global', 'eu'],
            default: 'global',
          },
        },
      },
      http: {
        base: 'https://{settings.region == "eu" ? "api.eu" : "api"}.sendgrid.com',
        page: { by: 'none' },
        errors: [
          {
            status: [200],
            when: 'response.body.errors != null',
            then: 'retry',
            say: 'SendGrid answers with an error of its own. The sync retries automatically.',
          },
          ...refusals({
            401: 'SendGrid does not accept the key. It may have been deleted, or belong to the other region: check the region, or connect with a new key.',
            403: 'The SendGrid key may not read this. Give it read access to Stats, Category Management and User Account.',
            429: 'SendGrid has limited the number of requests. The sync retries automatically.',
          }),
        ],
        // The statistics allow 25 a minute.
        limits: [{ per: 'connection', requests: 20, every: 'PT1M' }],
        quota: [
          {
            per: 'connection',
            remaining: 'response.headers["x-ratelimit-remaining"]',
            resets: 'response.headers["x-ratelimit-reset"]',
          },
        ],
      },
      check: { get: '/v3/scopes' },
      accounts: {
        get: '/v3/user/username',
        records: '$',
        id: 'text(record.user_id)',
        name: 'record.username',
      },
      streams: {
        days: {
          title: 'Messages by day',
          get: '/v3/stats',
          query: WINDOW,
          records: '$',
          expand: { list: 'stats', as: 'stat' },
          key: 'date',
          each: 'account',
          cursor: DAYS,
          facts: {
            mode: 'daily',
            date: 'record.date',
            entity: { kind: 'account', id: 'account.id', name: 'account.name' },
            metrics,
          },
        },
        categories: {
          title: 'Messages by day and category',
          parents: {
            list: {
              get: '/v3/categories',
              records: '$',
              page: {
                by: 'offset',
                size: 50,
                sizeParameter: 'limit',
                offsetParameter: 'offset',
              },
            },
            as: 'of',
          },
          get: '/v3/categories/stats',
          query: { ...WINDOW, categories: '{parent.category}' },
          records: '$',
          expand: { list: 'stats', as: 'stat' },
          key: ['of.category', 'date'],
          each: 'account',
          cursor: DAYS,
          facts: {
            mode: 'daily',
            feeds: 'detail',
            date: 'record.date',
            entity: { kind: 'account', id: 'account.id', name: 'account.name' },
            dimensions: { email_category: 'record.of.category' },
            metrics,
          },
        },
      },
    },
  },
})
