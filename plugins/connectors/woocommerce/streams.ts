import type { Stream } from '#kit'

/** Orders are found by when they last changed, so one that is paid or refunded later is read again. */
const changed = {
  get: '/wp-json/wc/v3/orders',
  query: {
    modified_after: '{before(window.fromIso, ".")}',
    modified_before: '{before(window.toIso, ".")}',
    dates_are_gmt: 'true',
    orderby: 'modified',
    order: 'asc',
  },
} as const

const CURSOR = {
  field: 'date_modified_gmt',
  step: 'P30D',
  lookback: 'P1D',
  earliest: 'P730D',
} as const

const CURRENCY = 'record.currency'
/** What WooCommerce itself leaves out of its reports, and what is not placed yet. */
const COUNTS =
  '!(record.status in ["pending", "failed", "cancelled", "trash", "checkout-draft", "auto-draft"])'
const only = (value: string) => `${COUNTS} ? ${value} : 0`

export const streams: Record<string, Stream> = {
  orders: {
    title: 'Orders',
    ...changed,
    records: '$',
    key: 'id',
    each: 'account',
    cursor: CURSOR,
    drop: [
      'billing',
      'shipping',
      'customer_ip_address',
      'customer_user_agent',
      'customer_note',
      'meta_data',
      'order_key',
      'payment_url',
    ],
    facts: {
      mode: 'event',
      date: 'record.date_created_gmt + "Z"',
      currency: CURRENCY,
      entity: {
        kind: 'order',
        id: 'text(record.id)',
        name: '"#" + text(record.number)',
        attributes: { status: 'record.status' },
      },
      dimensions: { payment_method: 'record.payment_method' },
      metrics: {
        orders: only('1'),
        revenue: only('micros(record.total)'),
        taxes: only('micros(record.total_tax)'),
        shipping: only('micros(record.shipping_total)'),
        discounts: only('micros(record.discount_total)'),
        units_sold: only('sum(record.line_items, "quantity")'),
        cancelled_orders: 'record.status == "cancelled" ? 1 : 0',
      },
    },
  },
  refunds: {
    title: 'Refunds',
    parents: {
      list: { ...changed, records: '$' },
      as: 'order',
      when: 'size(record.refunds) > 0',
    },
    get: '/wp-json/wc/v3/orders/{parent.id}/refunds',
    records: '$',
    key: ['order.id', 'id'],
    each: 'account',
    cursor: CURSOR,
    drop: ['reason', 'meta_data', 'line_items', 'order.billing', 'order.shipping'],
    facts: {
      mode: 'event',
      date: 'record.date_created_gmt + "Z"',
      currency: 'record.order.currency',
      entity: {
        kind: 'refund',
        id: 'text(record.id)',
        name: 'text(record.id)',
        ancestors: [
          {
            kind: 'order',
            id: 'text(record.order.id)',
            name: '"#" + text(record.order.number)',
          },
        ],
      },
      metrics: { order_refunds: 'micros(record.amount)', order_refund_count: '1' },
    },
  },
}
