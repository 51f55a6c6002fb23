import { definePlugin, refusals } from '#kit'
import { ITEM, NOTIFICATION, isOne } from '../../vendors/adyen/notification.js'

const cell = (column: string) => `record["${column}"]`
const money = (column: string) =>
  `(${cell(column)} == "" || ${cell(column)} == null ? 0 : micros(${cell(column)}))`
const NET = `${money('Net Credit (NC)')} - ${money('Net Debit (NC)')}`
/** One of them with blended prices, the other three where interchange is passed on. */
const KEPT = ['Commission (NC)', 'Markup (NC)', 'Scheme Fees (NC)', 'Interchange (NC)']
  .map(money)
  .join(' + ')

const isType = (...types: string[]) => `${cell('Type')} in ${JSON.stringify(types)}`
/** Lines about payments: https://docs.adyen.com/reporting/journal-types */
const OF_PAYMENTS = isType(
  ...['Settled', 'SettledExternally', 'Refunded', 'RefundedReversed', 'Chargeback'],
  ...['ChargebackReversed', 'SecondChargeback', 'PaidOut', 'PaidOutReversed']
)
const COSTS = isType('Fee', 'MiscCosts', 'InvoiceDeduction', 'PaymentCost')

/** The address is not signed, the name of the file is: an address counts at Adyen, for that file. */
const REPORT = `${isOne('REPORT_AVAILABLE')} && string(${ITEM}.success) == "true"
  && ${ITEM}.pspReference.startsWith("settlement_detail_report")
  && ${ITEM}.reason.startsWith("https://ca-" + settings.environment + ".adyen.com/reports/download/")
  && ${ITEM}.reason.endsWith("/" + ${ITEM}.pspReference)`

export default definePlugin({
  id: 'adyen/settlements',
  version: '1.0.0',
  sdk: '^1.0',
  family: 'adyen',
  title: 'Adyen settlements',
  summary: 'Fees, what payments bring after them, and payouts, from the settlement reports.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.adyen.com/reporting/automatically-get-reports' },
  scopes: [
    {
      id: 'net:*.adyen.com',
      why: 'Downloads the settlement reports (ca-live or ca-test) and checks the API key (management-live or management-test).',
    },
    { id: 'metrics:write', why: 'Adds fees and payouts to your reports.' },
  ],
  connectors: {
    settlements: {
      kind: 'api',
      title: 'Adyen settlements',
      category: 'payments',
      channel: 'Adyen',
      settings: {
        type: 'object',
        properties: {
          environment: {
            type: 'string',
            title: 'Environment',
            description: 'Test where you sign in at ca-test.adyen.com.',
            enum: ['live', 'test'],
            labels: { live: 'Live', test: 'Test' },
            default: 'live',
            sandbox: 'test',
          },
        },
        required: ['environment'],
      },
      auth: {
        reports: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'API key of a report user',
              secret: true,
              help: 'In the Customer Area under Developers, API credentials: create a Report service user with the Merchant Report role, and generate its API key.',
            },
          },
          headers: { 'X-API-Key': '{credentials.apiKey}' },
          sandbox: { apiKey: 'AQEsandboxReportUser8cKf2N4vQ1' },
        },
      },
      http: {
        base: 'https://{"management-" + settings.environment}.adyen.com',
        page: { by: 'none' },
        errors: refusals({
          401: 'Adyen does not accept this API key. Generate another one for the report user and reconnect.',
          403: 'This API key may not download reports. Give its user the Merchant Report role in the Customer Area.',
        }),
        limits: [{ per: 'connection', requests: 4, every: 'PT1S' }],
      },
      check: { get: '/v3/me' },
      streams: {
        settlements: {
          title: 'Settlement reports',
          parents: { announced: true, as: 'report' },
          url: 'parent.address',
          format: 'csv',
          records: '$',
          key: ['Batch Number', 'Type', 'Psp Reference', 'Modification Reference', 'Creation Date'],
          // By the day of the announcement; a report that arrived yesterday is read again.
          cursor: { field: 'Creation Date', lookback: 'P2D', earliest: 'P400D' },
          facts: {
            mode: 'event',
            date: `before(${cell('Creation Date')}, " ")`,
            currency: cell('Net Currency'),
            entity: {
              kind: 'settlement',
              id: `join([${['Batch Number', 'Type', 'Psp Reference', 'Modification Reference', 'Creation Date'].map(cell).join(', ')}], " ")`,
              name: `"Batch " + ${cell('Batch Number')}`,
            },
            metrics: {
              fees: `${COSTS} ? 0 - (${NET}) : ${OF_PAYMENTS} ? ${KEPT} : 0`,
              net_volume: `${OF_PAYMENTS} ? ${NET} : 0`,
              payout_amount: `${isType('MerchantPayout')} ? 0 - (${NET}) : 0`,
            },
            dimensions: {
              payment_method: `${cell('Payment Method')} == "" ? null : ${cell('Payment Method')}`,
            },
          },
        },
      },
      webhooks: {
        ...NOTIFICATION,
        setup:
          'In Adyen’s Customer Area, under Reports, Settlement details, switch on automatic generation as CSV. Under Developers, Webhooks, create a Standard webhook with this address and the method JSON that sends Report available; generate an HMAC key there, enter it here, and save the webhook after that.',
        routes: [
          {
            when: REPORT,
            stream: 'settlements',
            announces: { id: `${ITEM}.reason`, fields: { address: `${ITEM}.reason` } },
          },
        ],
      },
    },
  },
})
