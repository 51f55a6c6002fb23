import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio, formula } = metricsOf('commerce')

/** Orders and products of shops. */
export const COMMERCE_METRICS = [
  additive('count', ['orders', 'Orders', 'Orders placed.']),
  additive(
    'currency',
    [
      'revenue',
      'Revenue',
      'Value of orders as the shop reports it, before refunds. What platforms credit to themselves and what a processor collected are other metrics.',
    ],
    { saleView: 'shop' }
  ),
  additive(
    'currency',
    [
      'gross_sales',
      'Gross sales',
      'Price of everything sold, before discounts, returns and taxes.',
    ],
    { saleView: 'shop' }
  ),
  additive('currency', ['taxes', 'Taxes', 'Taxes on orders.'], { direction: 'none' }),
  additive('currency', ['shipping', 'Shipping', 'Shipping charged on orders.'], {
    direction: 'none',
  }),
  additive('count', ['units_sold', 'Units sold', 'Single products in orders.']),
  additive('currency', ['discounts', 'Discounts', 'Reductions given on orders.'], {
    direction: 'none',
  }),
  additive('currency', ['cost_of_goods', 'Cost of goods', 'What the sold products cost you.'], {
    direction: 'down',
  }),
  additive('count', ['new_customers', 'New customers', 'Customers whose first order this was.']),
  additive('count', ['add_to_carts', 'Add to carts', 'Times a product was put into a cart.']),
  additive('count', ['checkouts', 'Checkouts started', 'Checkouts that were begun.']),
  additive('count', ['cancelled_orders', 'Cancelled orders', 'Orders that were cancelled.'], {
    direction: 'down',
  }),
  additive(
    'count',
    ['order_refund_count', 'Refunded orders', 'Refunds of orders, as the shop counts them.'],
    {
      direction: 'down',
    }
  ),
  additive(
    'currency',
    [
      'order_refunds',
      'Refunds of orders',
      'Amount given back for orders, as the shop reports it. The processor reports the same money as refunds.',
    ],
    { direction: 'down' }
  ),
  semiAdditive(
    'count',
    ['units_in_stock', 'Units in stock', 'Products in stock at the end of the period.'],
    { direction: 'none' }
  ),
  formula('currency', [
    'revenue - order_refunds',
    'net_revenue',
    'Net revenue',
    'Revenue less the refunds of orders.',
  ]),
  ratio(
    'percent',
    [
      'percent(order_refunds / revenue)',
      'order_refund_rate',
      'Order refund rate',
      'Refunds of orders per hundred of revenue.',
    ],
    { direction: 'down' }
  ),
  ratio('currency', [
    'revenue / orders',
    'average_order_value',
    'Average order value',
    'Revenue divided by orders.',
  ]),
  ratio('number', [
    'units_sold / orders',
    'units_per_order',
    'Units per order',
    'Units sold divided by orders.',
  ]),
  ratio(
    'currency',
    [
      'spend / new_customers',
      'customer_acquisition_cost',
      'Customer acquisition cost',
      'Spend divided by new customers.',
    ],
    { direction: 'down', isBlended: true }
  ),
  ratio(
    'number',
    [
      'revenue / spend',
      'marketing_efficiency',
      'Marketing efficiency',
      'Revenue of the shop for each unit of spend, whoever brought the order.',
    ],
    { isBlended: true }
  ),
  formula('currency', [
    'revenue - cost_of_goods',
    'gross_profit',
    'Gross profit',
    'Revenue less the cost of goods.',
  ]),
  ratio('percent', [
    'percent((revenue - cost_of_goods) / revenue)',
    'gross_margin',
    'Gross margin',
    'Gross profit per hundred of revenue.',
  ]),
  formula('currency', [
    'revenue - spend',
    'contribution',
    'Contribution after ads',
    'Revenue less ad spend.',
  ]),
]
