import { definePlugin, refusals } from '#kit'
import { streams } from './streams.js'

export default definePlugin({
  id: 'shopify/shop',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Shopify',
  summary: 'Orders, units, discounts, taxes and refunds, in the currency of the shop.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://shopify.dev/docs/api/admin-graphql' },
  scopes: [
    { id: 'net:*.myshopify.com', why: 'Reads orders and refunds of your shop.' },
    { id: 'metrics:write', why: 'Adds orders and revenue to your reports.' },
  ],
  connectors: {
    shop: {
      kind: 'api',
      title: 'Shopify',
      category: 'commerce',
      channel: 'Shopify',
      sunset: {
        version: '2026-07',
        on: '2027-07-01',
        source: 'https://shopify.dev/docs/api/usage/versioning',
      },
      auth: {
        token: {
          kind: 'apiKey',
          fields: {
            accessToken: {
              label: 'Admin API access token',
              secret: true,
              pattern: '^shp(at|ca|ua|ss)_[0-9A-Za-z]{16,}',
              help: 'Of an app of your own with read access to orders, customers and products. It begins with shpat_; the API secret key is another one.',
            },
          },
          headers: { 'X-Shopify-Access-Token': '{credentials.accessToken}' },
          sandbox: { accessToken: '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' },
        },
      },
      settings: {
        type: 'object',
        properties: {
          shop: {
            type: 'string',
            title: 'Shop',
            description: 'The first part of the address that ends in .myshopify.com.',
            pattern: '^[a-z0-9][a-z0-9-]*$',
            sandbox: 'harbor-coffee-nl',
          },
        },
        required: ['shop'],
      },
      http: {
        base: 'https://{settings.shop}.myshopify.com',
        errors: [
          {
            status: [200],
            when: 'json(response.body.errors).contains("THROTTLED")',
            then: 'rateLimited',
            say: 'Shopify has limited the number of requests. The sync retries automatically.',
          },
          {
            status: [200],
            when: 'json(response.body.errors).contains("ACCESS_DENIED")',
            then: 'fail',
            kind: 'authorization',
            say: 'The Shopify app may not read orders. Give it the permission to read orders, and to read all orders for those older than 60 days.',
          },
          {
            status: [200],
            when: 'json(response.body.errors).contains("INTERNAL_SERVER_ERROR") || json(response.body.errors).contains("TIMEOUT")',
            then: 'retry',
            say: 'Shopify answers with an error of its own. The sync retries automatically.',
          },
          {
            status: [200],
            when: 'json(response.body.errors).contains("Invalid cursor")',
            then: 'restart',
            say: 'Shopify no longer knows where the last sync stopped, so it starts again.',
          },
          ...refusals({
            401: 'Shopify does not accept the token. The app may have been uninstalled, or the token belongs to another shop. Connect again.',
            402: 'This shop is frozen, so Shopify shows nothing of it. Its owner has to settle the bill at Shopify.',
          }),
          {
            status: [404],
            then: 'fail',
            kind: 'configuration',
            say: 'There is no such shop, or Shopify has retired this version of its API. Check the name of the shop.',
          },
        ],
        limits: [{ per: 'connection', requests: 2, every: 'PT1S' }],
      },
      check: {
        post: '/admin/api/2026-07/graphql.json',
        graphql: { query: '{ shop { id name } }' },
      },
      accounts: {
        post: '/admin/api/2026-07/graphql.json',
        graphql: {
          query: '{ shop { id name currencyCode ianaTimezone myshopifyDomain } }',
        },
        page: { by: 'none' },
        records: 'data.shop',
        id: 'record.myshopifyDomain',
        name: 'record.name',
        currency: 'record.currencyCode',
        timeZone: 'record.ianaTimezone',
      },
      streams,
    },
  },
})
