/** As https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-an-order shows order 727. */
const order = {
  id: 727,
  number: '727',
  status: 'processing',
  currency: 'USD',
  date_created: '2017-03-22T16:28:02',
  date_created_gmt: '2017-03-22T23:28:02',
  date_modified_gmt: '2017-03-22T19:28:08',
  discount_total: '0.00',
  shipping_total: '10.00',
  total: '29.35',
  total_tax: '1.35',
  payment_method: 'bacs',
  line_items: [
    {
      id: 315,
      name: 'Woo Single #1',
      product_id: 93,
      quantity: 2,
      subtotal: '6.00',
      total: '6.00',
    },
    {
      id: 316,
      name: 'Ship Your Idea',
      product_id: 22,
      quantity: 1,
      subtotal: '12.00',
      total: '12.00',
    },
  ],
  refunds: [],
}
const common = {
  day: '2017-03-23',
  currency: 'USD',
  entity: 'order 727',
  dimensions: { payment_method: 'bacs' },
}
const NOTHING = { orders: 0, revenue: 0, taxes: 0, shipping: 0, discounts: 0, units_sold: 0 }

export default [
  {
    title: 'an order counts on the day it was placed, in the zone of the shop',
    stream: 'orders',
    record: order,
    facts: [
      {
        ...common,
        orders: 1,
        revenue: 29_350_000,
        taxes: 1_350_000,
        shipping: 10_000_000,
        discounts: 0,
        units_sold: 3,
        cancelled_orders: 0,
      },
    ],
  },
  {
    title: 'a cancelled order counts nothing any more',
    stream: 'orders',
    record: { ...order, status: 'cancelled' },
    facts: [{ ...common, ...NOTHING, cancelled_orders: 1 }],
  },
  {
    title: 'a refund counts on its own day, in the currency of its order',
    stream: 'refunds',
    record: {
      id: 726,
      date_created: '2017-03-21T17:07:11',
      date_created_gmt: '2017-03-21T20:07:11',
      amount: '10.00',
      reason: '',
      order: { id: 723, number: '723', currency: 'USD' },
    },
    facts: [
      {
        day: '2017-03-21',
        currency: 'USD',
        entity: 'refund 726',
        order_refunds: 10_000_000,
        order_refund_count: 1,
      },
    ],
  },
]
