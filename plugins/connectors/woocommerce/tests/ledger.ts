import type { SampleRow } from '#kit'

const isEurope = ({ storefront }: SampleRow) => storefront === 'europe'

export default [
  ['orders', 'shopOrders', 'rows', { where: isEurope }],
  ['revenue', 'shopOrders', 'total', { where: isEurope }],
  ['taxes', 'shopOrders', 'tax', { where: isEurope }],
  ['units_sold', 'shopOrders', 'units', { where: isEurope }],
  ['order_refunds', 'shopRefunds', 'amount', { where: isEurope }],
  ['order_refund_count', 'shopRefunds', 'rows', { where: isEurope }],
]
