import { defineVendorWire } from '#kit'

const ITEM = 'notificationItems.0.NotificationRequestItem'
const SIGNED = `pspReference originalReference merchantAccountCode merchantReference amount.value amount.currency eventCode success`

const payments = { from: 'processorPayments', at: 'at' }
const CHECKOUT = { processor: 'checkout' }

/** https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures */
export default defineVendorWire({
  docs: 'https://docs.adyen.com/api-explorer/Webhooks/1/overview',
  hosts: [],
  auth: { kind: 'none' },
  endpoints: [],
  errors: { message: '{{problem.message}}' },
  connections: [
    {
      slug: 'adyen',
      name: 'Adyen',
      connector: 'payments',
      auth: 'webhook',
      settings: { capture: 'automatic' },
      isTrialOnly: true,
    },
  ],
  webhooks: {
    AUTHORISATION: { ...payments, where: CHECKOUT, page: 'pages/authorisation.json' },
    CAPTURE: { ...payments, where: CHECKOUT, page: 'pages/capture.json' },
    REFUND: { from: 'processorRefunds', at: 'at', where: CHECKOUT, page: 'pages/refund.json' },
    CHARGEBACK: {
      ...payments,
      where: { ...CHECKOUT, method: 'creditcard' },
      page: 'pages/chargeback.json',
    },
    REPORT_AVAILABLE: { ...payments, where: CHECKOUT, page: 'pages/report_available.json' },
  },
  webhookSignature: {
    field: `${ITEM}.additionalData.hmacSignature`,
    over: SIGNED.split(' ')
      .map((field) => `{body.${ITEM}.${field}}`)
      .join(':'),
    algorithm: 'sha256',
    encoding: 'base64',
    secret: '5a6d9b3c7e1f2a4b8c0d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b',
    secretEncoding: 'hex',
  },
})
