import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { CAMPAIGN_METRICS, streams, VERSION } from './streams.js'

const LOGIN = 'https://{settings.environment}.salesforce.com/services/oauth2'
const API_USAGE = 'before(response.headers["sforce-limit-info"], ";")'

export default definePlugin({
  id: 'salesforce/crm',
  version: '1.0.1',
  sdk: '^1.0',
  title: 'Salesforce',
  summary: 'Leads, contacts, accounts and opportunities: what was created, won and lost.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest',
  },
  scopes: [
    { id: 'net:*.salesforce.com', why: 'Requests your consent, and reads from your own address.' },
    { id: 'metrics:write', why: 'Adds leads, deals and their value to your reports.' },
  ],
  metrics: CAMPAIGN_METRICS,
  connectors: {
    crm: {
      kind: 'api',
      title: 'Salesforce',
      category: 'crm',
      channel: 'Salesforce',
      // A version is supported for at least three years, and Spring '26 came in February 2026; no day has been named yet.
      sunset: {
        version: VERSION,
        on: '2029-02-01',
        source:
          'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/api_rest_eol.htm',
      },
      settings: {
        type: 'object',
        properties: {
          environment: {
            type: 'string',
            title: 'Environment',
            description:
              'login for production and developer editions, test for a sandbox of Salesforce.',
            enum: ['login', 'test'],
            default: 'login',
          },
          currency: {
            type: 'string',
            title: 'Currency',
            description:
              'Currency of amounts that do not name one: the corporate currency of the organization.',
            format: 'currency',
            sandbox: 'EUR',
          },
          multiCurrency: {
            type: 'boolean',
            title: 'Several currencies are active in Salesforce',
            default: false,
          },
        },
        required: ['currency'],
      },
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: `${LOGIN}/authorize`,
          token: `${LOGIN}/token`,
          revoke: `${LOGIN}/revoke`,
          scopes: [
            { id: 'api', why: 'Reads leads, contacts, accounts, opportunities and campaigns.' },
            { id: 'refresh_token', why: 'Keeps the access while you are not there.' },
          ],
          pkce: true,
          clientAuth: 'body',
          // Salesforce does not say how long a session lives: two hours unless the organization chose otherwise.
          lifetime: 'PT2H',
          keep: ['instance_url'],
          sandbox: { clientId: 'quarterdeck-salesforce-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://{hostOf(token.instance_url)}',
        page: { by: 'link', in: 'body', path: 'nextRecordsUrl' },
        timeout: 'PT2M',
        errors,
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
        // `api-usage=891/15000`, of the last 24 hours, for everything that calls this organization: some of it is left to others.
        quota: [
          {
            per: 'connection',
            remaining: `number(after(${API_USAGE}, "/")) - number(before(after(${API_USAGE}, "="), "/"))`,
            resets: '"3600s"',
            keep: 200,
          },
        ],
      },
      check: { get: `/services/data/${VERSION}/` },
      accounts: {
        get: `/services/data/${VERSION}/query`,
        query: { q: 'SELECT Id, Name, TimeZoneSidKey FROM Organization' },
        records: 'records',
        id: 'record.Id',
        name: 'record.Name',
        timeZone: 'record.TimeZoneSidKey',
        currency: 'settings.currency',
      },
      streams,
    },
  },
})
