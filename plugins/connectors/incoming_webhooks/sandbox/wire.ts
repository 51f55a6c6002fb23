import { defineVendorWire } from '#kit'

/** A system of the business itself; the notation of its signature is the one that GitHub made common. */
export default defineVendorWire({
  docs: 'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
  hosts: [],
  auth: { kind: 'none' },
  endpoints: [],
  errors: { error: '{{problem.message}}' },
  connections: [
    {
      slug: 'incoming-webhook',
      name: 'Incoming webhook',
      connector: 'webhook',
      auth: 'webhook',
      isTrialOnly: true,
    },
  ],
  webhooks: {
    payment: {
      from: 'processorPayments',
      at: 'at',
      where: { processor: 'terminal' },
      page: 'pages/payment.json',
      headers: { 'x-delivery-id': '{{id}}' },
    },
  },
  webhookSignature: {
    header: 'X-Signature',
    algorithm: 'sha256',
    over: '{body}',
    encoding: 'hex',
    text: 'sha256={signature}',
    secret: 'sandbox-signing-secret',
  },
})
