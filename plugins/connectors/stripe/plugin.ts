import { definePlugin } from '#kit'
import { errors } from './errors.js'
import { streams } from './streams.js'
import { webhooks } from './webhooks.js'

export default definePlugin({
  id: 'stripe/payments',
  version: '1.2.0',
  sdk: '^1.0',
  title: 'Stripe',
  summary:
    'Payments, refunds, fees, invoices, subscriptions and disputes, in the currency they were made in.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: {
    documentation: 'https://docs.stripe.com/api',
    privacy: 'https://stripe.com/privacy',
  },
  scopes: [
    { id: 'net:api.stripe.com', why: 'Reads payments, refunds, disputes and invoices.' },
    { id: 'metrics:write', why: 'Adds payments, refunds and fees to your reports.' },
  ],
  connectors: {
    payments: {
      kind: 'api',
      title: 'Stripe',
      category: 'payments',
      channel: 'Stripe',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'Restricted or secret key',
              secret: true,
              pattern: '^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,}$',
              help: 'In the Stripe dashboard under Developers, API keys. A restricted key with read access is enough.',
            },
          },
          headers: { Authorization: 'Bearer {credentials.apiKey}' },
          sandbox: { apiKey: 'sk_test_quarterdecksandbox' },
        },
      },
      http: {
        base: 'https://api.stripe.com',
        headers: { 'Stripe-Version': '2026-06-24.dahlia' },
        page: {
          by: 'lastId',
          id: 'id',
          parameter: 'starting_after',
          more: 'has_more',
          size: 100,
          sizeParameter: 'limit',
        },
        timeout: 'PT80S',
        errors,
        retry: { attempts: 5, base: 'PT1S', cap: 'PT1M' },
        // 100 a second in live mode, 25 in test mode; half of the lower one leaves room for the shop itself.
        limits: [{ per: 'connection', requests: 12, every: 'PT1S' }],
      },
      // Krónur and shillings in hundredths, ariary whole: https://docs.stripe.com/currencies#special-cases
      minorUnits: { ISK: 2, UGX: 2, MGA: 0 },
      check: { get: '/v1/account' },
      accounts: {
        get: '/v1/account',
        page: { by: 'none' },
        records: '$',
        id: 'record.id',
        name: 'coalesce(coalesce(record.settings.dashboard.display_name, record.business_profile.name), record.id)',
        currency: 'upper(record.default_currency)',
        timeZone: 'coalesce(record.settings.dashboard.timezone, "Etc/UTC")',
      },
      streams,
      webhooks,
    },
  },
})
