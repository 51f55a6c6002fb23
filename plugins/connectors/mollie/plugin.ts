import { definePlugin, refusals, type Cursor, type Stream } from '#kit'

/** Mollie lists newest first and takes no dates. A payment can be refunded and charged back for months. */
const NEWEST_FIRST: Cursor = {
  field: 'createdAt',
  lookback: 'P90D',
  earliest: 'P730D',
  descending: true,
}

const list = (name: string) =>
  ({
    get: `/v2/${name}`,
    records: `_embedded.${name}`,
    key: 'id',
    each: 'account',
    cursor: NEWEST_FIRST,
  }) as const

const MONEY = 'micros(record.amount.value)'
const CURRENCY = 'record.amount.currency'
const only = (condition: string, value: string) => `${condition} ? ${value} : 0`

const PAID = 'record.status == "paid"'
const GIVEN_BACK = '!(record.status in ["failed", "canceled"])'
const STANDS = 'coalesce(record.reversedAt, "") == ""'

const streams: Record<string, Stream> = {
  payments: {
    title: 'Payments',
    ...list('payments'),
    drop: [
      'description',
      'metadata',
      'details',
      'billingAddress',
      'shippingAddress',
      'redirectUrl',
    ],
    facts: {
      mode: 'event',
      // A payment counts on the day it was paid or failed; until then on the day it was created.
      date: 'coalesce(record.paidAt, coalesce(record.failedAt, record.createdAt))',
      currency: CURRENCY,
      entity: { kind: 'payment', id: 'record.id', name: 'record.id' },
      dimensions: { payment_method: 'record.method' },
      metrics: {
        payments: only(PAID, '1'),
        payment_volume: only(PAID, MONEY),
        failed_payments: only('record.status == "failed"', '1'),
      },
    },
  },
  refunds: {
    title: 'Refunds',
    ...list('refunds'),
    drop: ['description', 'metadata'],
    facts: {
      mode: 'event',
      date: 'record.createdAt',
      currency: CURRENCY,
      entity: { kind: 'refund', id: 'record.id', name: 'record.id' },
      metrics: { refunds: only(GIVEN_BACK, MONEY), refund_count: only(GIVEN_BACK, '1') },
    },
  },
  chargebacks: {
    title: 'Chargebacks',
    ...list('chargebacks'),
    facts: {
      mode: 'event',
      date: 'record.createdAt',
      currency: CURRENCY,
      entity: { kind: 'dispute', id: 'record.id', name: 'record.id' },
      metrics: { disputes: only(STANDS, '1'), dispute_amount: only(STANDS, MONEY) },
    },
  },
}

export default definePlugin({
  id: 'mollie/payments',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Mollie',
  summary: 'Payments, refunds and chargebacks by method, in the currency they were made in.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.mollie.com/reference/overview' },
  scopes: [
    { id: 'net:api.mollie.com', why: 'Reads payments, refunds and chargebacks.' },
    { id: 'metrics:write', why: 'Adds payments to your reports.' },
  ],
  connectors: {
    payments: {
      kind: 'api',
      title: 'Mollie',
      category: 'payments',
      channel: 'Mollie',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'Live API key',
              secret: true,
              pattern: '^live_[0-9A-Za-z]{30,}',
              help: 'In Mollie under Developers, API keys, one for each profile. It begins with live_.',
            },
          },
          sandbox: { apiKey: 'live_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM' },
        },
      },
      http: {
        base: 'https://api.mollie.com',
        page: {
          by: 'link',
          in: 'body',
          path: '_links.next.href',
          size: 250,
          sizeParameter: 'limit',
        },
        errors: refusals({
          401: 'Mollie does not accept the key. It may have been replaced, or belong to another profile: copy it again and reconnect.',
          403: 'Mollie refuses to show this with an API key of this profile.',
          410: 'Mollie has retired this part of its API. Update Quarterdeck.',
          429: 'Mollie has limited the number of requests. The sync retries automatically.',
        }),
        // Mollie publishes no number.
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/v2/profiles/me' },
      accounts: {
        get: '/v2/profiles/me',
        page: { by: 'none' },
        records: '$',
        id: 'record.id',
        name: 'record.name',
      },
      streams,
    },
  },
})
