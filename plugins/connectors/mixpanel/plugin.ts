import { definePlugin, refusals, type FactMapping, type Stream } from '#kit'

/**
 * One event by day, as https://docs.mixpanel.com/reference/segmentation-query answers: days with their number, under the name of the
 * event. Days are those of the project, as on Mixpanel's screen.
 */
const counted = (
  title: string,
  { event, type }: { event: string; type: 'general' | 'unique' },
  metrics: FactMapping['metrics']
): Stream => ({
  ...byDay(title, metrics),
  get: '/api/query/segmentation',
  query: { ...WINDOW, event: `{settings.${event}}`, type, unit: 'day' },
  records: 'entries(first(values(response.body.data.values)))',
  // An event that never happened in the window is left out.
  absent: 'empty',
})

const WINDOW = {
  project_id: '{account.id}',
  from_date: '{window.from}',
  to_date: '{window.to}',
}

const byDay = (title: string, metrics: FactMapping['metrics']) =>
  ({
    title,
    key: 'key',
    each: 'account',
    // Events may arrive up to five days late, from devices that were offline.
    cursor: { field: 'key', step: 'P90D', lookback: 'P5D', earliest: 'P365D' },
    facts: {
      mode: 'daily',
      date: 'record.key',
      currency: 'account.currency',
      entity: { kind: 'account', id: 'account.id', name: 'account.name' },
      metrics,
    },
  }) as const

const streams: Record<string, Stream> = {
  page_views: counted(
    'Page views by day',
    { event: 'pageEvent', type: 'general' },
    { page_views: 'record.value' }
  ),
  people: counted(
    'People by day',
    { event: 'pageEvent', type: 'unique' },
    { users: 'record.value' }
  ),
  orders: counted(
    'Orders by day',
    { event: 'orderEvent', type: 'general' },
    { site_orders: 'record.value' }
  ),
  revenue: {
    ...byDay('Revenue by day', { site_revenue: 'micros(record.value)' }),
    // https://docs.mixpanel.com/reference/segmentation-sum-query
    get: '/api/query/segmentation/sum',
    query: {
      ...WINDOW,
      event: '{settings.orderEvent}',
      on: 'properties["{settings.revenueProperty}"]',
      unit: 'day',
    },
    records: 'entries(response.body.results)',
  },
}

/** https://docs.mixpanel.com/reference/list-all-annotations-for-project : outside of the 60 queries an hour. */
const PROJECT = { get: '/api/app/projects/{settings.project}/annotations' } as const

const text = (title: string, description: string, value: string) =>
  ({ type: 'string', title, description, default: value, maxLength: 120 }) as const

export default definePlugin({
  id: 'mixpanel/events',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Mixpanel',
  summary: 'Page views, people, orders and revenue of your site or app, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.mixpanel.com/reference/query-api' },
  scopes: [
    { id: 'net:mixpanel.com', why: 'Asks the American servers for your numbers.' },
    { id: 'net:eu.mixpanel.com', why: 'Asks the European servers for them.' },
    { id: 'net:in.mixpanel.com', why: 'Asks the Indian servers for them.' },
    { id: 'metrics:write', why: 'Adds page views, people and orders to your reports.' },
  ],
  connectors: {
    events: {
      kind: 'api',
      title: 'Mixpanel',
      category: 'analytics',
      channel: 'Mixpanel',
      auth: {
        service: {
          kind: 'basic',
          fields: {
            username: {
              label: 'User name of the service account',
              help: 'In Mixpanel under Organization settings, Service accounts, with the role Consumer at least in the project. It ends with .mp-service-account.',
            },
            secret: { label: 'Secret', secret: true, help: 'Shown once, when it is created.' },
          },
          sandbox: {
            username: 'quarterdeck.8f3a1c.mp-service-account',
            secret: 'Vq3kR8tYw1mXb6nZc0pLs5dF2hJ7gU4e',
          },
          user: '{credentials.username}',
          password: '{credentials.secret}',
        },
      },
      settings: {
        type: 'object',
        properties: {
          project: {
            type: 'string',
            title: 'Project ID',
            description: 'In Mixpanel under Project settings: a number.',
            pattern: '^\\d{1,12}$',
            sandbox: '4040293',
          },
          region: {
            type: 'string',
            title: 'Region',
            description:
              'Where the project is kept: it begins the address of Mixpanel in your browser.',
            enum: ['mixpanel.com', 'eu.mixpanel.com', 'in.mixpanel.com'],
            default: 'mixpanel.com',
          },
          pageEvent: text('Event of a page view', 'As Mixpanel calls it.', '$mp_web_page_view'),
          orderEvent: text('Event of an order', 'The name that your site sends.', 'Purchase'),
          revenueProperty: {
            ...text('Property of its amount', 'A number in major units, such as 12.50.', 'amount'),
            pattern: '^[\\w $.:-]+$',
          },
          currency: {
            type: 'string',
            format: 'currency',
            title: 'Currency of the amounts',
            default: 'EUR',
          },
        },
        required: ['project'],
      },
      http: {
        base: 'https://{settings.region}',
        timeout: 'PT2M',
        page: { by: 'none' },
        errors: refusals({
          401: 'Mixpanel does not accept the service account. It may have been deleted or its secret is another one: connect again.',
          402: 'The plan of this Mixpanel project does not include the Query API. Change the plan at Mixpanel.',
          403: 'The service account is no member of this Mixpanel project, or the project is kept in another region. Check both in Mixpanel and in the settings of the source.',
          429: 'The 60 queries that Mixpanel allows a project in an hour are used up. The sync continues automatically.',
        }),
        // 60 an hour for each project, shared with its other tools: https://docs.mixpanel.com/reference/rate-limits
        limits: [
          { per: 'account', requests: 40, every: 'PT1H' },
          { per: 'account', requests: 2, every: 'PT1S' },
        ],
      },
      check: PROJECT,
      // A project does not tell its name to service accounts, only whether they belong to it.
      accounts: {
        ...PROJECT,
        records: '$',
        id: 'settings.project',
        name: '"Project " + settings.project',
        currency: 'settings.currency',
      },
      streams,
    },
  },
})
