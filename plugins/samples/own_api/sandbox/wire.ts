import { defineVendorWire } from '#kit'

/** Harbor Coffee's own interface, as a small company has one: what the wizard for described sources is tried with. */
export default defineVendorWire({
  docs: 'docs/own-apis.md',
  hosts: ['api.harbor-coffee.example'],
  auth: { header: 'X-Api-Key: {key}', accepts: 'harbor-sample-key' },
  endpoints: [
    {
      get: '/v1/orders',
      query: {
        from: 'since(day, date)',
        to: 'until(day, date)',
        page: 'int>=1=1',
        per_page: 'int>=1<=500=100',
      },
      page: 'pages/orders.json',
      rows: 'orders',
      from: 'shopOrders',
      sort: 'at',
      paging: { by: 'page', at: 'page', size: 'per_page' },
    },
    {
      post: '/graphql',
      page: 'pages/answer.json',
      body: { query: 'text!', variables: 'any', operationName: 'text' },
      graphql: {
        orders: {
          page: 'pages/order_connection.json',
          rows: 'nodes',
          from: 'shopOrders',
          sort: 'at',
          arguments: {
            first: 'int>=1<=500=100',
            after: 'text',
            from: 'since(day, date)',
            to: 'until(day, date)',
          },
          paging: { by: 'cursor', at: 'arguments.after', size: 'arguments.first' },
        },
      },
    },
  ],
  errors: 'pages/errors.json',
})
