import type { Plugin } from '#kit'

/** A small plugin that is right. */
export function shopManifest() {
  return {
    id: 'acme/shop',
    version: '1.0.0',
    sdk: '^1.0',
    title: 'Acme',
    summary: 'A shop.',
    licence: 'MIT',
    scopes: [{ id: 'net:api.acme.test', why: 'Reads orders.' }],
    connectors: {
      shop: {
        kind: 'api',
        title: 'Acme',
        category: 'commerce',
        auth: { key: { kind: 'apiKey', fields: { apiKey: { label: 'Key', secret: true } } } },
        http: { base: 'https://api.acme.test', page: { by: 'none' } },
        check: { get: '/me' },
        streams: {
          orders: {
            get: '/orders',
            records: 'data',
            key: 'id',
            facts: {
              mode: 'event',
              date: 'record.day',
              entity: { kind: 'order', id: 'record.id', name: 'record.id' },
              metrics: { orders: '1' },
            },
          },
        },
      },
    },
  } satisfies Plugin
}
