import { definePlugin, refusals } from '#kit'
import { streams } from './streams.js'

export default definePlugin({
  id: 'paypal/payments',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'PayPal',
  summary: 'Payments, fees, refunds, disputes and balances, in the currency they were made in.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developer.paypal.com/docs/api/transaction-search/v1/' },
  scopes: [
    { id: 'net:api-m.paypal.com', why: 'Reads transactions, disputes and balances.' },
    { id: 'metrics:write', why: 'Adds payments to your reports.' },
  ],
  metrics: {
    held: {
      label: 'On hold',
      help: 'Money that PayPal put on hold, less what it released.',
      unit: 'currency',
      aggregation: 'sum',
      better: 'down',
    },
  },
  connectors: {
    payments: {
      kind: 'api',
      title: 'PayPal',
      category: 'payments',
      channel: 'PayPal',
      auth: {
        app: {
          kind: 'clientCredentials',
          fields: {
            clientId: {
              label: 'Client ID',
              help: 'In the developer dashboard under Apps & Credentials, with Live switched on.',
            },
            clientSecret: { label: 'Client secret', secret: true },
          },
          sandbox: { clientId: 'AaHarborLiveClient01', clientSecret: 'EHarborLiveSecret01' },
          token: 'https://api-m.paypal.com/v1/oauth2/token',
          clientId: '{credentials.clientId}',
          clientSecret: '{credentials.clientSecret}',
          clientAuth: 'basic',
        },
      },
      http: {
        base: 'https://api-m.paypal.com',
        errors: [
          {
            status: [400],
            when: 'response.body.name == "RESULTSET_TOO_LARGE"',
            then: 'narrow',
            say: 'There are more than 10,000 transactions in this period. Shorter ones are asked for.',
          },
          {
            // What happened in the last three hours is not listed yet.
            status: [400],
            when: 'json(response.body).contains("Data for the given start date is not available")',
            then: 'empty',
            say: 'PayPal lists transactions up to three hours after they happened.',
          },
          {
            status: [401],
            then: 'refreshAuth',
            say: 'PayPal does not accept the client ID and secret. Copy those of the live app again and reconnect.',
          },
          {
            status: [403],
            then: 'skip',
            kind: 'authorization',
            say: 'The app may not read this. Switch on Transaction search (and Disputes) for the live app at PayPal; it takes up to nine hours until PayPal applies it.',
          },
          ...refusals({
            429: 'PayPal has limited the number of requests. The sync retries automatically.',
          }),
        ],
        // PayPal publishes no number and counts by address: https://developer.paypal.com/api/rest/reference/rate-limiting/
        limits: [{ per: 'connection', requests: 30, every: 'PT1M' }],
      },
      check: { get: '/v1/reporting/balances' },
      accounts: {
        get: '/v1/reporting/balances',
        page: { by: 'none' },
        records: '$',
        id: 'record.account_id',
        name: 'record.account_id',
        currency: 'find(record.balances, "primary", true).currency',
      },
      streams,
    },
  },
})
