import { defineVendorWire } from '#kit'
import { ADYEN_SIGNATURE } from '../../../vendors/adyen/wire.js'

const payments = { from: 'processorPayments', at: 'at' }
const CHECKOUT = { processor: 'checkout' }

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
    REPORT_AVAILABLE: {
      ...{ from: 'processorBatches', at: 'at', where: CHECKOUT },
      page: 'pages/report_available.json',
    },
  },
  webhookSignature: ADYEN_SIGNATURE,
})
