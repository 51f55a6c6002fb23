import { defineVendorWire, type WireConditions, type WireGraphQLField } from '#kit'

/** One shop for each storefront, told apart by its address. */
const SHOP =
  '{{tenant|map:harbor-coffee-nl=europe,harbor-coffee-us=united-states,harbor-coffee-jp=japan}}'
/** https://shopify.dev/docs/api/usage/search-syntax : `updated_at:>='2026-11-01' AND test:false`. */
const search = (of: Record<string, string>): WireConditions[] => [
  { at: 'arguments.query', text: String.raw`/(?<field>\w+):(?<operator>>=|<=|>|<|)["']?(?<value>[^"'\s)]+)["']?/`, operators: { '>=': 'since', '<=': 'until', '>': 'after', '<': 'before', '': 'is' }, of },
] // prettier-ignore
const list = (page: string, times: [string, string], field: WireGraphQLField): WireGraphQLField => ({
  page, rows: 'nodes,edges', where: { storefront: SHOP }, paging: { by: 'cursor', at: 'arguments.after', size: 'arguments.first' },
  arguments: { first: 'int>=1<=250!', after: 'text', query: 'text', sortKey: 'text', reverse: 'bool', savedSearchId: 'text' },
  order: { at: 'arguments.sortKey', direction: 'arguments.reverse', of: { CREATED_AT: times[0], PROCESSED_AT: times[0], UPDATED_AT: times[1], ID: 'key|digits:13' }, otherwise: 'ID' },
  ...field,
}) // prettier-ignore

export default defineVendorWire({
  docs: 'https://shopify.dev/docs/api/admin-graphql/latest/queries/orders',
  hosts: ['*.myshopify.com'],
  auth: [{ header: 'X-Shopify-Access-Token: {key}', accepts: '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' }, { oauth: true, header: 'X-Shopify-Access-Token: {token}' }],
  oauth: { lifetime: 86_399, grants: ['client_credentials'] },
  endpoints: [
    {
      post: '/admin/api/{version}/graphql.json', page: 'pages/answer.json', replyHeaders: { 'x-shopify-api-version': '{{path.version}}', 'x-request-id': '60a072eb-0a02-4ba8-85ce-7c6f1bc3d27c' },
      body: { query: 'text!', variables: 'any', operationName: 'text' },
      graphql: {
        shop: { page: 'pages/shop.json', from: 'webSites', where: { key: `site/${SHOP}` } },
        orders: list('pages/orders.json', ['at', 'changedAt'], { from: 'shopOrders', conditions: search({ created_at: 'at', processed_at: 'at', updated_at: 'changedAt', financial_status: 'status', test: "key|then:false,false", id: 'key|digits:13', name: 'number|prefix:#', status: 'key|then:any,any' }) }),
        order: { page: 'pages/order.json', from: 'shopOrders[key|digits:13|prefix:gid://shopify/Order/=id]', arguments: { id: 'text!' } },
        products: list('pages/products.json', ['createdAt', 'changedAt'], { from: 'shopProducts', conditions: search({ created_at: 'createdAt', updated_at: 'changedAt', product_type: 'category', status: 'key|then:active,active', sku: 'sku' }) }),
        customers: list('pages/customers.json', ['createdAt', 'changedAt'], { from: 'shopCustomers', where: { currency: '{{tenant|map:harbor-coffee-nl=EUR,harbor-coffee-us=USD,harbor-coffee-jp=JPY}}' }, conditions: search({ created_at: 'createdAt', updated_at: 'changedAt', email: 'email' }) }),
      },
    },
  ],
  errors: 'pages/errors.json',
}) // prettier-ignore
