import { definePlugin, refusals, type Stream } from '#kit'

/** https://posthog.com/docs/api/queries: a table of names in `columns` and cells in `results`. */
const BY_DAY = [
  'select toDate(timestamp) as day',
  "countIf(event = '$pageview') as page_views",
  "countIf(event = '{settings.orderEvent}') as orders",
  'count() as events',
  'uniq(person_id) as people from events',
].join(', ')

const IN_WINDOW =
  "where toDate(timestamp) >= toDate('{window.from}') and toDate(timestamp) <= toDate('{window.to}')"

const streams: Record<string, Stream> = {
  days: {
    title: 'Events by day',
    post: '/api/projects/{account.id}/query/',
    body: {
      query: {
        kind: 'HogQLQuery',
        query: `${BY_DAY} ${IN_WINDOW} group by day order by day limit 10000`,
      },
    },
    page: { by: 'none' },
    records: 'response.body.results.map(row, zip(response.body.columns, row))',
    key: 'day',
    each: 'account',
    // Events may arrive late, from devices that were offline.
    cursor: { field: 'day', step: 'P30D', lookback: 'P3D', earliest: 'P365D' },
    facts: {
      mode: 'daily',
      date: 'record.day',
      entity: { kind: 'account', id: 'account.id', name: 'account.name' },
      metrics: {
        page_views: 'record.page_views',
        web_events: 'record.events',
        site_orders: 'record.orders',
        users: 'record.people',
      },
    },
  },
}

export default definePlugin({
  id: 'posthog/events',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'PostHog',
  summary: 'Page views, events, people and orders of your site or app, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://posthog.com/docs/api/queries' },
  scopes: [
    { id: 'net:*.posthog.com', why: 'Reads events, from the American or the European host.' },
    { id: 'metrics:write', why: 'Adds page views and events to your reports.' },
  ],
  connectors: {
    events: {
      kind: 'api',
      title: 'PostHog',
      category: 'analytics',
      channel: 'PostHog',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'Personal API key',
              secret: true,
              pattern: '^phx_\\w{20,}',
              help: 'In PostHog under Settings, Personal API keys, with the scopes query:read and project:read. It begins with phx_.',
            },
          },
          sandbox: { apiKey: 'phx_Zk3vQ8xT1mB6nC0rL5yW9dF2hJ7pS4gAeU6iO' },
        },
      },
      settings: {
        type: 'object',
        properties: {
          region: {
            type: 'string',
            title: 'Region',
            description: 'Where the project is kept.',
            enum: ['us', 'eu'],
            default: 'us',
          },
          orderEvent: {
            type: 'string',
            title: 'Event of an order',
            description: 'The name of the event that your site sends for an order.',
            pattern: '^[\\w $.:-]{1,100}$',
            default: 'purchase',
          },
        },
      },
      http: {
        base: 'https://{settings.region}.posthog.com',
        timeout: 'PT60S',
        errors: [
          {
            status: [200],
            when: 'response.body.type != null && response.body.detail != null',
            then: 'retry',
            say: 'PostHog answers with an error of its own. The sync retries automatically.',
          },
          ...refusals({
            403: 'The PostHog key may not read this project. It needs the scopes query:read and project:read.',
            404: 'PostHog does not know this project. Check the region: a project of the other one is not found.',
          }),
        ],
        // 120 queries an hour for each project: https://posthog.com/docs/api#rate-limiting
        limits: [{ per: 'account', requests: 100, every: 'PT1H' }],
      },
      check: { get: '/api/projects/', query: { limit: '1' } },
      accounts: {
        get: '/api/projects/',
        page: { by: 'link', in: 'body', path: 'next', size: 100, sizeParameter: 'limit' },
        records: 'results',
        id: 'text(record.id)',
        name: 'record.name',
        timeZone: 'record.timezone',
      },
      streams,
    },
  },
})
