import { defineVendorWire } from '#kit'
import { ADYEN_SIGNATURE } from '../../../vendors/adyen/wire.js'

const CHECKOUT = { processor: 'checkout' }

/** https://docs.adyen.com/reporting/automatically-get-reports: a report user downloads what REPORT_AVAILABLE names. */
export default defineVendorWire({
  docs: 'https://docs.adyen.com/reporting/settlement-reconciliation/transaction-level/settlement-details-report',
  hosts: ['management-test.adyen.com', 'ca-test.adyen.com'],
  auth: { header: 'X-API-Key: {key}', accepts: 'AQEsandboxReportUser8cKf2N4vQ1' },
  endpoints: [
    { get: '/v3/me', host: 'management-test.adyen.com', page: 'pages/me.json' },
    {
      get: '/reports/download/MerchantAccount/HarborCoffeeECOM/settlement_detail_report_batch_{batch}.csv',
      host: 'ca-test.adyen.com',
      page: 'pages/settlements.csv',
      rows: '$',
      from: 'processorSettlements',
      where: { ...CHECKOUT, batchNumber: '{{path.batch}}' },
    },
  ],
  errors: 'pages/errors.json',
  webhooks: {
    REPORT_AVAILABLE: {
      ...{ from: 'processorBatches', at: 'at', where: CHECKOUT },
      page: 'pages/report_available.json',
    },
    // Not used here: standard webhooks send every event to one address.
    AUTHORISATION: {
      ...{ from: 'processorPayments', at: 'at', where: CHECKOUT },
      page: 'pages/authorisation.json',
    },
  },
  webhookSignature: ADYEN_SIGNATURE,
})
