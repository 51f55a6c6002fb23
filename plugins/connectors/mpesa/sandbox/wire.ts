import { defineVendorWire } from '#kit'

/** https://developer.safaricom.co.ke/APIs/MpesaExpressSimulate describes the answer of M-Pesa Express. */
export default defineVendorWire({
  docs: 'https://developer.safaricom.co.ke/APIs/CustomerToBusinessRegisterURL',
  hosts: [],
  auth: { kind: 'none' },
  endpoints: [],
  errors: { errorMessage: '{{problem.message}}' },
  connections: [
    {
      slug: 'mpesa',
      name: 'M-Pesa',
      connector: 'payments',
      auth: 'webhook',
      isTrialOnly: true,
    },
  ],
  webhooks: {
    confirmation: {
      from: 'processorPayments',
      at: 'at',
      where: { processor: 'mobile_money', status: 'paid' },
      page: 'pages/confirmation.json',
    },
    express: {
      from: 'processorPayments',
      at: 'at',
      where: { processor: 'mobile_money', status: 'paid' },
      page: 'pages/express.json',
    },
    express_cancelled: {
      from: 'processorPayments',
      at: 'at',
      where: { processor: 'mobile_money', status: 'failed' },
      page: 'pages/express_cancelled.json',
    },
  },
})
