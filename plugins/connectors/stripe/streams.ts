import type { Cursor, EntityMapping, FactMapping, Stream } from '#kit'
import {
  BALANCE_TRANSACTION,
  CUSTOMER,
  DISPUTE,
  INVOICE,
  PAYMENT,
  REFUND,
  SUBSCRIPTION,
} from './entities.js'

/** Objects are listed by creation; what happens to them later arrives through `events`. */
const CREATED: Cursor = {
  field: 'created',
  step: 'P30D',
  lookback: 'P3D',
  earliest: 'P730D',
}

const IN_WINDOW = { 'created[gte]': '{window.fromUnix}', 'created[lt]': '{window.toUnix}' }

/** A charge can be captured up to 30 days after it was authorized: https://docs.stripe.com/payments/extended-authorization */
const CAPTURED = { ...IN_WINDOW, 'created[lt]': '{window.toUnix + 31 * 86400}' }

const list = (object: string) =>
  ({
    get: `/v1/${object}`,
    query: IN_WINDOW,
    records: 'data',
    key: 'id',
    each: 'account',
    cursor: CREATED,
  }) as const

/** Each object is one fact on the day it was created, with amounts in the currency it was made in. */
const created = (
  entity: EntityMapping,
  facts: Pick<FactMapping, 'metrics' | 'dimensions' | 'when'>
) => ({ mode: 'event', date: 'unixToIso(record.created)', entity, ...facts }) as const

const money = (amount: string) => `minorToMicros(${amount}, record.currency)`
const CURRENCY = 'upper(record.currency)'

/** A failed or cancelled object counts 0: skipping it would leave the number it had before. */
const only = (condition: string, value: string) => `${condition} ? ${value} : 0`
/** An authorization that is not captured yet has succeeded, too; nothing was paid with it. */
const PAID = 'record.status == "succeeded" && record.captured != false'
/** Fees that are booked on their own (https://docs.stripe.com/reports/balance-transaction-types). */
const IS_FEE =
  'record.type in ["stripe_fee", "stripe_fx_fee", "tax_fee", "network_cost"] || record.reporting_category == "network_cost"'
/** Money that moves between the balance, the bank and reserves is no volume. */
const IS_MOVE =
  'record.type in ["topup", "topup_reversal", "reserve_transaction", "reserved_funds", "reserve_hold", "reserve_release", "payment_network_reserve_hold", "payment_network_reserve_release"]'
const RETURNED = '!(record.status in ["failed", "canceled"])'
const INVOICED = '!(record.status in ["draft", "void"])'

const objects: Record<string, Stream> = {
  customers: {
    title: 'Customers',
    ...list('customers'),
    drop: ['name', 'email', 'phone', 'address', 'shipping', 'description', 'metadata'],
    facts: created(CUSTOMER, { metrics: { new_customers: '1' } }),
  },
  charges: {
    title: 'Payments',
    ...list('charges'),
    drop: [
      'billing_details',
      'receipt_email',
      'receipt_url',
      'shipping',
      'metadata',
      'description',
    ],
    facts: {
      ...created(PAYMENT, {
        dimensions: { payment_method: 'record.payment_method_details.type' },
        metrics: {
          payments: only(PAID, '1'),
          payment_volume: only(PAID, money('record.amount_captured')),
          failed_payments: only('record.status == "failed"', '1'),
        },
      }),
      currency: CURRENCY,
    },
    // Another list of Stripe's: what reached the balance, with the charge behind it, whose day it counts for.
    totals: {
      get: '/v1/balance_transactions',
      query: { ...CAPTURED, 'expand[]': 'data.source' },
      records: 'data',
      when: 'record.type == "charge" || record.type == "payment"',
      date: 'unixToIso(record.source.created)',
      currency: 'upper(record.source.currency)',
      metrics: {
        payments: '1',
        payment_volume: 'minorToMicros(record.source.amount_captured, record.source.currency)',
      },
    },
  },
  refunds: {
    title: 'Refunds',
    ...list('refunds'),
    drop: ['metadata', 'description'],
    facts: {
      ...created(REFUND, {
        metrics: {
          refunds: only(RETURNED, money('record.amount')),
          refund_count: only(RETURNED, '1'),
        },
      }),
      currency: CURRENCY,
    },
  },
  balance_transactions: {
    title: 'Fees and net amounts',
    ...list('balance_transactions'),
    drop: ['description'],
    facts: {
      ...created(BALANCE_TRANSACTION, {
        // Moving the balance to the bank is neither income nor cost.
        when: '!(record.type in ["payout", "payout_cancel", "payout_failure"])',
        dimensions: { transaction_type: 'record.type' },
        metrics: {
          fees: `${IS_FEE} ? ${money('0 - number(record.net)')} : ${money('record.fee')}`,
          net_volume: `${IS_MOVE} ? 0 : ${money('record.net')}`,
        },
      }),
      currency: CURRENCY,
    },
  },
  subscriptions: {
    title: 'Subscriptions',
    ...list('subscriptions'),
    query: { ...IN_WINDOW, status: 'all' },
    drop: ['metadata', 'description'],
    facts: created(SUBSCRIPTION, { metrics: { new_subscriptions: '1' } }),
  },
  invoices: {
    title: 'Invoices',
    ...list('invoices'),
    drop: [
      'customer_name',
      'customer_email',
      'customer_phone',
      'customer_address',
      'customer_shipping',
      'metadata',
    ],
    facts: {
      ...created(INVOICE, {
        metrics: {
          invoices: only(INVOICED, '1'),
          invoiced_amount: only(INVOICED, money('record.total')),
        },
      }),
      currency: CURRENCY,
    },
  },
  disputes: {
    title: 'Disputes',
    ...list('disputes'),
    drop: ['evidence', 'metadata'],
    facts: {
      ...created(DISPUTE, {
        metrics: { disputes: '1', dispute_amount: money('record.amount') },
      }),
      currency: CURRENCY,
    },
  },
}

const changed = (stream: string, types: string) => ({
  stream,
  record: 'data.object',
  when: `record.type.startsWith("${types}") && record.data.object.object == "${objectOf(stream)}"`,
})

const objectOf = (stream: string) => stream.slice(0, -1)

/** Stripe keeps events for 30 days. Listed newest first, so the core turns a slice around. */
const events: Stream = {
  title: 'Changes of earlier objects',
  ...list('events'),
  cursor: { ...CREATED, step: 'P7D', lookback: 'P2D', earliest: 'P29D' },
  order: 'newestFirst',
  updates: [
    changed('charges', 'charge.'),
    changed('refunds', 'charge.refund'),
    changed('refunds', 'refund.'),
    changed('disputes', 'charge.dispute'),
    changed('subscriptions', 'customer.subscription'),
    changed('customers', 'customer.'),
    changed('invoices', 'invoice.'),
  ],
}

export const streams: Record<string, Stream> = { ...objects, events }
