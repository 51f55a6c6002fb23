import { definePlugin } from '#kit'

export default definePlugin({
  id: 'quarterdeck/incoming-webhooks',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Incoming webhook',
  summary: 'JSON from your own systems, n8n, Zapier or Make, as numbers by day.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  scopes: [{ id: 'metrics:write', why: 'Adds the numbers that you send to your reports.' }],
  connectors: {
    webhook: {
      kind: 'webhook',
      title: 'Incoming webhook',
      category: 'operations',
      webhooks: {
        verify: [
          {
            kind: 'hmac',
            algorithm: 'sha256',
            key: '{credentials.webhookSecret}',
            signature: 'replace(webhook.headers["x-signature"], "sha256=", "")',
          },
          {
            kind: 'token',
            key: '{credentials.webhookSecret}',
            token: 'after(webhook.headers.authorization, "Bearer ")',
          },
          {
            kind: 'token',
            key: '{credentials.webhookSecret}',
            token: 'webhook.headers["x-webhook-token"]',
          },
        ],
        secret: { from: 'generated' },
        id: 'coalesce(webhook.headers["idempotency-key"], webhook.headers["x-delivery-id"])',
        setup:
          'Send JSON to this address with POST. Prove it with the secret: as Authorization: Bearer, as X-Webhook-Token, or by X-Signature, the SHA-256 HMAC of the body in hexadecimal. Then choose below what the fields mean.',
        mapping: 'person',
        routes: [],
      },
    },
  },
})
