import { definePlugin, refusals } from '#kit'
import { streams } from './streams.js'

export default definePlugin({
  id: 'pipedrive/crm',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Pipedrive',
  summary:
    'People, organizations, deals and activities: what was created, won and lost, and what is open.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developers.pipedrive.com/docs/api/v1' },
  scopes: [
    { id: 'net:api.pipedrive.com', why: 'Reads deals, people, organizations and activities.' },
    { id: 'net:oauth.pipedrive.com', why: 'Requests your consent at Pipedrive.' },
    { id: 'metrics:write', why: 'Adds leads, deals and their value to your reports.' },
  ],
  connectors: {
    crm: {
      kind: 'api',
      title: 'Pipedrive',
      category: 'crm',
      channel: 'Pipedrive',
      auth: {
        token: {
          kind: 'apiKey',
          fields: {
            apiToken: {
              label: 'API token',
              secret: true,
              pattern: '^[0-9a-f]{40}',
              help: 'In Pipedrive under Personal preferences, API. It is 40 characters long.',
            },
          },
          headers: { 'x-api-token': '{credentials.apiToken}' },
          sandbox: { apiToken: '3f1c9a0be7d24568a1b2c3d4e5f60718293a4b5c' },
        },
        consent: {
          kind: 'oauth2',
          authorize: 'https://oauth.pipedrive.com/oauth/authorize',
          token: 'https://oauth.pipedrive.com/oauth/token',
          revoke: 'https://oauth.pipedrive.com/oauth/revoke',
          scopes: [
            { id: 'base', why: 'Tells which company you belong to.' },
            { id: 'deals:read', why: 'Reads deals.' },
            { id: 'contacts:read', why: 'Reads people and organizations.' },
            { id: 'activities:read', why: 'Reads activities.' },
          ],
          clientAuth: 'basic',
          lifetime: 'PT59M',
          sandbox: { clientId: 'quarterdeck-pipedrive-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://api.pipedrive.com',
        page: {
          by: 'cursor',
          next: 'additional_data.next_cursor',
          parameter: 'cursor',
          size: 500,
          sizeParameter: 'limit',
        },
        errors: [
          ...refusals({
            401: 'Pipedrive does not accept this access. The API token may have been regenerated, or the app removed. Connect again.',
            402: 'This Pipedrive company account is closed or its trial has ended, so nothing can be read. Reopen it in Pipedrive.',
            403: 'Pipedrive refuses to show this. The connected person needs to see all deals and contacts.',
          }),
          {
            status: [400],
            when: 'json(response.body).contains("cursor")',
            then: 'restart',
            say: 'Pipedrive no longer knows where the last sync stopped, so it starts again.',
          },
          ...refusals({
            410: 'Pipedrive has retired this part of its API. Update Quarterdeck.',
            429: 'Pipedrive has limited the number of requests. The sync retries automatically.',
          }),
        ],
        // Depends on the plan: 20 in two seconds on the smallest. A token budget per day comes on top.
        limits: [{ per: 'connection', requests: 15, every: 'PT2S' }],
      },
      check: { get: '/v1/users/me' },
      accounts: {
        get: '/v1/users/me',
        page: { by: 'none' },
        records: 'data',
        id: 'text(record.company_id)',
        name: 'record.company_name',
        currency: 'record.default_currency',
        timeZone: 'record.timezone_name',
      },
      streams,
    },
  },
})
