import { definePlugin, refusals, type Stream } from '#kit'

/** Three lists of equal length, days, counts and people, as one list. */
const COUNTS = 'first(response.body.data.attributes.data).measurements'
const BY_DAY = (values: string) =>
  `entries(zip(response.body.data.attributes.dates, ${COUNTS}.${values}))`
const DAYS = `${BY_DAY('count')}.map(each, merge(each, {"people": find(${BY_DAY('unique')}, "key", each.key).value}))`

/**
 * One event metric by day, over https://developers.klaviyo.com/en/reference/query_metric_aggregates. Its id differs from
 * account to account, so it is found by its name first.
 */
const counted = (name: string, metrics: Record<string, string>): Stream => ({
  title: name,
  parents: {
    list: {
      get: '/api/metrics',
      records: `response.body.data.filter(each, each.attributes.name == "${name}" && each.attributes.integration.name == "Klaviyo")`,
    },
    as: 'of',
  },
  post: '/api/metric-aggregates',
  body: {
    data: {
      type: 'metric-aggregate',
      attributes: {
        metric_id: '{parent.id}',
        measurements: ['count', 'unique'],
        interval: 'day',
        timezone: '{account.timeZone}',
        filter: [
          'greater-or-equal(datetime,{window.fromIso})',
          'less-than(datetime,{window.toIso})',
        ],
      },
    },
  },
  page: { by: 'none' },
  records: DAYS,
  key: ['of.id', 'key'],
  each: 'account',
  cursor: { field: 'key', step: 'P90D', lookback: 'P7D', earliest: 'P730D' },
  facts: {
    mode: 'daily',
    date: 'record.key',
    entity: { kind: 'account', id: 'account.id', name: 'account.name' },
    metrics,
  },
})

export default definePlugin({
  id: 'klaviyo/email',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Klaviyo',
  summary: 'E-mails received, opened, clicked and bounced, by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.klaviyo.com/en/reference/api_overview' },
  scopes: [
    { id: 'net:a.klaviyo.com', why: 'Reads the metrics of your account.' },
    { id: 'metrics:write', why: 'Adds e-mail numbers to your reports.' },
  ],
  connectors: {
    email: {
      kind: 'api',
      title: 'Klaviyo',
      category: 'email',
      channel: 'Klaviyo',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'Private API key',
              secret: true,
              pattern: '^pk_[0-9A-Za-z_]{16,}',
              help: 'In Klaviyo under Settings, API keys: a private key with read access to Accounts and Metrics. It begins with pk_; the public key of six characters is another one.',
            },
          },
          headers: { Authorization: 'Klaviyo-API-Key {credentials.apiKey}' },
          sandbox: { apiKey: 'pk_7f3b2c9d1e5a4f6b8c0d2e4f6a8b0c1d2e' },
        },
      },
      http: {
        base: 'https://a.klaviyo.com',
        headers: { revision: '2026-04-15' },
        page: { by: 'link', in: 'body', path: 'links.next' },
        errors: [
          {
            status: [400],
            when: 'json(response.body).contains("revision")',
            then: 'fail',
            say: 'Klaviyo has retired this version of its API. Update Quarterdeck.',
          },
          ...refusals({
            401: 'Klaviyo does not accept the key. It may have been deleted, or be the public one: create a private key and connect again.',
            403: 'The Klaviyo key may not read this. Create a private key with read access to Accounts and Metrics.',
          }),
        ],
        // Aggregates allow three a second and sixty a minute.
        limits: [
          { per: 'connection', requests: 2, every: 'PT1S' },
          { per: 'connection', requests: 50, every: 'PT1M' },
        ],
      },
      check: { get: '/api/accounts' },
      accounts: {
        get: '/api/accounts',
        records: 'data',
        id: 'record.id',
        name: 'record.attributes.contact_information.organization_name',
        currency: 'record.attributes.preferred_currency',
        timeZone: 'record.attributes.timezone',
      },
      streams: {
        received: counted('Received Email', { emails_delivered: 'record.value' }),
        opened: counted('Opened Email', {
          email_opens: 'record.value',
          unique_opens: 'record.people',
        }),
        clicked: counted('Clicked Email', {
          email_clicks: 'record.value',
          unique_clicks: 'record.people',
        }),
        bounced: counted('Bounced Email', { email_bounces: 'record.value' }),
        unsubscribed: counted('Unsubscribed from Email Marketing', {
          unsubscribes: 'record.value',
        }),
        complained: counted('Marked Email as Spam', { spam_complaints: 'record.value' }),
      },
    },
  },
})
