import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { streams } from './streams.js'

export default definePlugin({
  id: 'hubspot/crm',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'HubSpot',
  summary: 'Contacts, companies and deals: what was created, won and lost, and what is open.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.hubspot.com/docs/api-reference/overview' },
  scopes: [
    { id: 'net:api.hubapi.com', why: 'Reads contacts, companies, deals and activities.' },
    { id: 'net:app.hubspot.com', why: 'Requests your consent at HubSpot.' },
    { id: 'metrics:write', why: 'Adds leads, deals and their value to your reports.' },
  ],
  metrics: {
    calls: {
      label: 'Calls',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'Calls that were logged.',
    },
    meetings: {
      label: 'Meetings',
      aggregation: 'sum',
      unit: 'count',
      better: 'up',
      help: 'Meetings that were logged or booked.',
    },
  },
  connectors: {
    crm: {
      kind: 'api',
      title: 'HubSpot',
      category: 'crm',
      channel: 'HubSpot',
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: 'https://app.hubspot.com/oauth/authorize',
          token: 'https://api.hubapi.com/oauth/v1/token',
          scopes: [
            { id: 'oauth', why: 'HubSpot asks for it with every app.' },
            { id: 'crm.objects.contacts.read', why: 'Reads contacts, calls and meetings.' },
            { id: 'crm.objects.companies.read', why: 'Reads companies.' },
            { id: 'crm.objects.deals.read', why: 'Reads deals and pipelines.' },
          ],
          clientAuth: 'body',
          lifetime: 'PT30M',
          sandbox: { clientId: 'quarterdeck-hubspot-sandbox', clientSecret: 'sandbox-secret' },
        },
        token: {
          kind: 'apiKey',
          fields: {
            accessToken: {
              label: 'Access token of a private app',
              secret: true,
              pattern: '^pat-[a-z0-9]+-[0-9a-f-]{36}',
              help: 'In HubSpot under Settings, Integrations, Private apps. It begins with pat-. The older API keys no longer work.',
            },
          },
          sandbox: { accessToken: 'pat-eu1-5f0c2c1e-7d4b-4a53-9a0e-2b6f3d8c1a90' },
        },
      },
      http: {
        base: 'https://api.hubapi.com',
        page: {
          by: 'cursor',
          at: 'body',
          next: 'paging.next.after',
          parameter: 'after',
          size: 100,
          sizeParameter: 'limit',
        },
        errors,
        // The search allows five a second and account, everything else a hundred in ten seconds.
        limits: [{ per: 'connection', requests: 4, every: 'PT1S' }],
      },
      check: { get: '/account-info/v3/details' },
      accounts: {
        get: '/account-info/v3/details',
        page: { by: 'none' },
        records: '$',
        id: 'text(record.portalId)',
        name: '"HubSpot " + text(record.portalId)',
        currency: 'record.companyCurrency',
        timeZone: 'record.timeZone',
      },
      streams,
    },
  },
})
