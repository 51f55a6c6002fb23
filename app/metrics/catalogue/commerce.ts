import { metricsOf } from './define.js'

const { additive, semiAdditive, ratio, formula } = metricsOf('commerce')

/** Orders, products and the pipeline of deals. */
export const COMMERCE_METRICS = [
  additive('count', ['orders', 'Orders', 'Orders placed.']),
  additive('currency', ['revenue', 'Revenue', 'Value of orders as the shop reports it.']),
  additive('currency', [
    'gross_sales',
    'Gross sales',
    'Price of everything sold, before discounts, returns and taxes.',
  ]),
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
  additive('count', ['leads', 'Leads', 'People who left their contact details.']),
  semiAdditive('currency', [
    'open_pipeline',
    'Open pipeline',
    'Value of open deals at the end of the period. Deals add up, days do not.',
  ]),
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
    ['spend / leads', 'cost_per_lead', 'Cost per lead', 'Spend divided by leads.'],
    { direction: 'down' }
  ),
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
