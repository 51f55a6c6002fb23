import { definePlugin, refusals, type EntityMapping } from '#kit'

const CAMPAIGN: EntityMapping = {
  kind: 'campaign',
  id: 'record.id',
  name: 'coalesce(record.campaign_title, record.subject_line)',
  attributes: { list: 'record.list_name', subject: 'record.subject_line' },
}

export default definePlugin({
  id: 'mailchimp/campaigns',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Mailchimp',
  summary: 'Campaigns with what was sent, opened, clicked, bounced and unsubscribed.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://mailchimp.com/developer/marketing/api/' },
  scopes: [
    { id: 'net:*.api.mailchimp.com', why: 'Reads campaigns and their reports.' },
    { id: 'metrics:write', why: 'Adds e-mail numbers to your reports.' },
  ],
  connectors: {
    campaigns: {
      kind: 'api',
      title: 'Mailchimp',
      category: 'email',
      channel: 'Mailchimp',
      auth: {
        key: {
          kind: 'basic',
          fields: {
            apiKey: {
              label: 'API key',
              secret: true,
              pattern: '^[0-9A-Za-z]+-us[0-9A-Za-z]+$',
              help: 'In Mailchimp under Account, Extras, API keys. It ends in the data centre, such as -us21.',
            },
          },
          sandbox: { apiKey: '0b7e4bb2c4a54d3e9d1f6a8c5e2d7f90-us21' },
          user: 'quarterdeck',
          password: '{credentials.apiKey}',
        },
      },
      settings: {
        type: 'object',
        properties: {
          dataCenter: {
            type: 'string',
            title: 'Data center',
            description: 'The end of the API key, such as us21.',
            pattern: '^us[0-9]{1,3}$',
            default: 'us21',
          },
        },
        required: ['dataCenter'],
      },
      http: {
        base: 'https://{settings.dataCenter}.api.mailchimp.com',
        page: {
          by: 'offset',
          size: 100,
          sizeParameter: 'count',
          offsetParameter: 'offset',
          total: 'total_items',
        },
        errors: [
          {
            status: [200],
            when: 'response.body.title != null && response.body.detail != null',
            then: 'retry',
            say: 'Mailchimp answers with an error of its own. The sync retries automatically.',
          },
          ...refusals({
            401: 'Mailchimp does not accept the key. It may have been revoked, or belong to another data centre: create a new one and connect again.',
            403: 'The Mailchimp key may not read this. Use a key of a person with the role manager or above.',
            429: 'Mailchimp allows ten connections at a time, and they are in use. The sync retries automatically.',
          }),
        ],
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/3.0/' },
      accounts: {
        get: '/3.0/',
        page: { by: 'none' },
        records: '$',
        id: 'record.account_id',
        name: 'record.account_name',
        timeZone: 'record.account_timezone',
      },
      streams: {
        reports: {
          title: 'Campaign reports',
          get: '/3.0/reports',
          query: {
            since_send_time: '{window.fromIso}',
            before_send_time: '{window.toIso}',
          },
          records: 'reports',
          key: 'id',
          each: 'account',
          cursor: {
            field: 'send_time',
            step: 'P90D',
            lookback: 'P30D',
            earliest: 'P730D',
          },
          facts: {
            mode: 'event',
            date: 'record.send_time',
            entity: CAMPAIGN,
            metrics: {
              emails_sent: 'record.emails_sent',
              emails_delivered:
                'record.emails_sent - record.bounces.hard_bounces - record.bounces.soft_bounces - record.bounces.syntax_errors',
              email_opens: 'record.opens.opens_total',
              unique_opens: 'record.opens.unique_opens',
              email_clicks: 'record.clicks.clicks_total',
              email_bounces:
                'record.bounces.hard_bounces + record.bounces.soft_bounces + record.bounces.syntax_errors',
              unsubscribes: 'record.unsubscribed',
              spam_complaints: 'record.abuse_reports',
            },
          },
        },
      },
    },
  },
})
