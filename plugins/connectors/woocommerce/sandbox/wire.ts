import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

/** Times without a zone are the shop's own, unless the request says that they are GMT. */
const SHOP = 'Europe/Amsterdam'
const LISTED: WireRules = { context: 'enum(view|edit)', page: 'int>=1=1', per_page: 'int>=1<=100=10', offset: 'int>=0', order: 'enum(asc|desc)', orderby: 'text', search: 'text', include: 'in(id)', _fields: 'csv', dp: 'const(2)' } // prettier-ignore
const between = (created: string, changed: string): WireRules => ({
  after: `after(${created}, iso)`, before: `before(${created}, iso)`, modified_after: `after(${changed}, iso)`, modified_before: `before(${changed}, iso)`,
}) // prettier-ignore

/** The list twice: with times in GMT and with those of the shop. */
function list(path: string, { query, ...source }: WireEndpoint & { dates: [string, string] }): WireEndpoint[] {
  const { dates: [created, changed], ...rest } = source
  const local = (field: string) => `${field}|local:${SHOP}`
  const shared: WireEndpoint = {
    ...rest, get: `/wp-json/wc/v3/${path}`, rows: '$', paging: { by: 'page', at: 'page', size: 'per_page' },
    order: { at: 'orderby', direction: 'order', of: { date: created, modified: changed, id: rest.from === 'shopRefunds' ? 'at' : created }, otherwise: 'date' },
    replyHeaders: { 'x-wp-total': '{{page.total}}', 'x-wp-totalpages': '{{page.count}}', link: '<{{page.nextUrl}}>; rel="next"' },
  }
  const all = { ...LISTED, order: 'enum(asc|desc)=desc', dates_are_gmt: 'bool', ...query }
  return [
    { ...shared, match: { dates_are_gmt: '/true|1/' }, query: { ...all, ...between(created, changed) } },
    { ...shared, query: { ...all, ...between(local(created), local(changed)) } },
  ]
} // prettier-ignore

const STORE = { storefront: 'europe' }

export default defineVendorWire({
  docs: 'https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders',
  hosts: ['shop.harbor-coffee.example'],
  auth: { basic: 'ck_7c1e5a9f3b2d4e6f8a0b1c2d3e4f5a6b7c8d9e0f:{key}', accepts: 'cs_0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e' },
  endpoints: [
    ...list('orders', { from: 'shopOrders', where: STORE, dates: ['at', 'changedAt'], page: 'pages/orders.json', query: { status: 'text', customer: 'is(customer_id)', product: 'int', parent: 'text' } }),
    { get: '/wp-json/wc/v3/orders/{id}', query: { dp: 'const(2)' }, page: 'pages/order.json', from: 'shopOrders[number=id]' },
    ...list('orders/{order}/refunds', { from: 'shopRefunds', where: { orderNumber: '{{path.order}}' }, dates: ['at', 'at'], page: 'pages/refunds.json' }),
    ...list('refunds', { from: 'shopRefunds', where: STORE, dates: ['at', 'at'], page: 'pages/refunds.json' }),
    ...list('products', { from: 'shopProducts', where: STORE, dates: ['createdAt', 'changedAt'], page: 'pages/products.json', query: { status: 'enum(any|publish)', sku: 'is(sku)', category: 'text', type: 'text', stock_status: 'text' } }),
    { get: '/wp-json/wc/v3/products/{id}', page: 'pages/product.json', from: 'shopProducts[key|digits:6|int=id]' },
    { get: '/wp-json/wc/v3/data/currencies/current', page: 'pages/currency.json' },
    { get: '/wp-json/', page: 'pages/index.json' },
  ],
  errors: 'pages/errors.json',
}) // prettier-ignore
