import { definePlugin, refusals } from '#kit'
import { streams } from './streams.js'

export default definePlugin({
  id: 'woocommerce/shop',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'WooCommerce',
  summary: 'Orders and refunds of your shop: revenue, taxes, shipping, discounts and units.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://woocommerce.github.io/woocommerce-rest-api-docs/' },
  scopes: [
    { id: 'net:*', why: 'Reads from the address of your shop, wherever it runs.' },
    { id: 'metrics:write', why: 'Adds orders and revenue to your reports.' },
  ],
  connectors: {
    shop: {
      kind: 'api',
      title: 'WooCommerce',
      category: 'commerce',
      channel: 'WooCommerce',
      auth: {
        key: {
          kind: 'basic',
          fields: {
            consumerKey: {
              label: 'Consumer key',
              secret: true,
              pattern: '^ck_[0-9a-f]{40}',
              help: 'In WordPress under WooCommerce, Settings, Advanced, REST API, with permission to read.',
            },
            consumerSecret: { label: 'Consumer secret', secret: true, pattern: '^cs_[0-9a-f]{40}' },
          },
          sandbox: {
            consumerKey: 'ck_7c1e5a9f3b2d4e6f8a0b1c2d3e4f5a6b7c8d9e0f',
            consumerSecret: 'cs_0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e',
          },
          user: '{credentials.consumerKey}',
          password: '{credentials.consumerSecret}',
        },
      },
      settings: {
        type: 'object',
        properties: {
          host: {
            type: 'string',
            format: 'host',
            title: 'Address of the shop',
            description: 'Its host, such as shop.example.com. It has to be reachable over HTTPS.',
            sandbox: 'shop.harbor-coffee.example',
          },
        },
        required: ['host'],
      },
      http: {
        base: 'https://{settings.host}',
        page: {
          by: 'page',
          pageParameter: 'page',
          size: 100,
          sizeParameter: 'per_page',
          last: 'response.headers["x-wp-totalpages"]',
        },
        errors: [
          {
            status: [200],
            when: 'response.body.code != null && response.body.message != null',
            then: 'retry',
            say: 'The shop answers with an error of its own. The sync retries automatically.',
          },
          ...refusals({
            401: 'The shop does not accept the keys. They may have been revoked, or belong to another shop: create new ones and reconnect.',
            403: 'The shop refuses to show this. The keys need permission to read, or a security plugin blocks the REST API.',
            404: 'There is no WooCommerce at this address. Check the address, and that permalinks are not set to “Plain”.',
            429: 'The shop has limited the number of requests. The sync retries automatically.',
          }),
        ],
        // A shop is a small server of its own: it should not notice.
        limits: [{ per: 'connection', requests: 3, every: 'PT1S' }],
        timeout: 'PT60S',
      },
      check: { get: '/wp-json/wc/v3/data/currencies/current' },
      accounts: {
        get: '/wp-json/',
        page: { by: 'none' },
        records: '$',
        id: 'hostOf(record.url)',
        name: 'record.name',
        timeZone: 'coalesce(record.timezone_string, "") == "" ? null : record.timezone_string',
      },
      streams,
    },
  },
})
