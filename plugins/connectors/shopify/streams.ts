import type { Stream } from '#kit'

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders */
const QUERY = `query ($first: Int!, $after: String, $query: String) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes {
      id
      name
      createdAt
      updatedAt
      cancelledAt
      test
      displayFinancialStatus
      currencyCode
      subtotalLineItemsQuantity
      totalPriceSet { shopMoney { amount currencyCode } }
      totalTaxSet { shopMoney { amount currencyCode } }
      totalShippingPriceSet { shopMoney { amount currencyCode } }
      totalDiscountsSet { shopMoney { amount currencyCode } }
      refunds { id createdAt totalRefundedSet { shopMoney { amount currencyCode } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

const ORDERS = {
  post: '/admin/api/2026-07/graphql.json',
  graphql: {
    query: QUERY,
    variables: {
      first: 100,
      query: "updated_at:>='{window.fromIso}' updated_at:<'{window.toIso}'",
    },
  },
  page: {
    by: 'cursor',
    at: 'body',
    next: 'data.orders.pageInfo.endCursor',
    more: 'data.orders.pageInfo.hasNextPage',
    parameter: 'variables.after',
  },
  records: 'data.orders.nodes',
  each: 'account',
  // An order is read again when anything of it changes.
  cursor: { field: 'updatedAt', step: 'P30D', lookback: 'P1D', earliest: 'P730D' },
} as const

const money = (set: string) => `micros(record.${set}.shopMoney.amount)`
/** A test order, and one that was never paid and is cancelled, counts nothing. */
const counted = (value: string) =>
  `record.test == true || (record.cancelledAt != null && record.displayFinancialStatus in ["VOIDED", "PENDING", "EXPIRED"]) ? 0 : ${value}`

export const streams: Record<string, Stream> = {
  orders: {
    title: 'Orders',
    ...ORDERS,
    key: 'id',
    facts: {
      mode: 'event',
      date: 'record.createdAt',
      currency: 'record.totalPriceSet.shopMoney.currencyCode',
      entity: {
        kind: 'order',
        id: 'lastSegment(record.id)',
        name: 'record.name',
        attributes: { status: 'lower(record.displayFinancialStatus)' },
      },
      metrics: {
        orders: counted('1'),
        revenue: counted(money('totalPriceSet')),
        taxes: counted(money('totalTaxSet')),
        shipping: counted(money('totalShippingPriceSet')),
        discounts: counted(money('totalDiscountsSet')),
        units_sold: counted('record.subtotalLineItemsQuantity'),
        cancelled_orders: 'record.test != true && record.cancelledAt != null ? 1 : 0',
      },
    },
  },
  refunds: {
    title: 'Refunds',
    ...ORDERS,
    expand: { list: 'refunds', as: 'refund' },
    key: 'refund.id',
    facts: {
      mode: 'event',
      date: 'record.refund.createdAt',
      currency: 'record.refund.totalRefundedSet.shopMoney.currencyCode',
      entity: { kind: 'refund', id: 'lastSegment(record.refund.id)', name: 'record.name' },
      metrics: {
        order_refunds: `record.test == true ? 0 : ${money('refund.totalRefundedSet')}`,
        order_refund_count: 'record.test == true ? 0 : 1',
      },
    },
  },
}
