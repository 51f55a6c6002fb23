const euros = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } })

/** As https://shopify.dev/docs/api/admin-graphql/latest/queries/orders shows an order, placed after midnight in Amsterdam. */
const order = {
  id: 'gid://shopify/Order/148977776',
  name: '#1001',
  createdAt: '2026-11-01T23:30:00Z',
  updatedAt: '2026-11-05T09:00:00Z',
  cancelledAt: null,
  test: false,
  displayFinancialStatus: 'PARTIALLY_REFUNDED',
  currencyCode: 'EUR',
  subtotalLineItemsQuantity: 3,
  totalPriceSet: euros('59.90'),
  totalTaxSet: euros('4.95'),
  totalShippingPriceSet: euros('5.00'),
  totalDiscountsSet: euros('2.50'),
}

export default [
  {
    title: 'an order counts on the day of the shop with what it was placed for',
    stream: 'orders',
    record: order,
    facts: [
      {
        day: '2026-11-02',
        currency: 'EUR',
        entity: 'order 148977776',
        orders: 1,
        revenue: 59_900_000,
        taxes: 4_950_000,
        shipping: 5_000_000,
        discounts: 2_500_000,
        units_sold: 3,
        cancelled_orders: 0,
      },
    ],
  },
  {
    title: 'a refund counts on its own day and leaves the order as it is',
    stream: 'refunds',
    record: {
      ...order,
      refunds: [
        {
          id: 'gid://shopify/Refund/929361462',
          createdAt: '2026-11-05T09:00:00Z',
          totalRefundedSet: euros('10.00'),
        },
      ],
    },
    facts: [
      {
        day: '2026-11-05',
        currency: 'EUR',
        entity: 'refund 929361462',
        order_refunds: 10_000_000,
        order_refund_count: 1,
      },
    ],
  },
]
