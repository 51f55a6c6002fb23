const inEurope = { where: ({ storefront }: { storefront?: unknown }) => storefront === 'europe' }

export default [
  ['orders', 'shopOrders', 'rows', inEurope],
  ['revenue', 'shopOrders', 'total', inEurope],
  ['taxes', 'shopOrders', 'tax', inEurope],
  ['units_sold', 'shopOrders', 'units', inEurope],
  ['order_refunds', 'shopRefunds', 'amount', inEurope],
  ['order_refund_count', 'shopRefunds', 'rows', inEurope],
]
