import { definePlugin } from '#kit'
import { ITEM, NOTIFICATION, SENT, isOne } from '../../vendors/adyen/notification.js'

const RECORD = `[${SENT}]`

/** What cancels a payment names it as the original; its record takes the place of the payment's. */
const CANCELLED = `[merge(${SENT}, zip(["pspReference"], [${SENT}.originalReference]))]`

const SUCCEEDED = `string(${ITEM}.success) == "true"`
const ACTION = `${ITEM}.additionalData["modification.action"]`

/** The newest event about a payment, capture or refund counts. */
const route = (when: string, stream: string, records = RECORD) => ({
  ...{ when, stream, records },
  version: 'record.eventDate',
})

const MONEY = 'minorToMicros(record.amount.value, record.amount.currency)'
const DONE = 'string(record.success) == "true"'
const only = (condition: string, value: string) => `${condition} ? ${value} : 0`

const AUTHORISED = `record.eventCode == "AUTHORISATION" && ${DONE} && number(record.amount.value) > 0`
const REFUSED = `record.eventCode == "AUTHORISATION" && !(${DONE})`
const IS_PAID = `settings.capture != "manual" && ${AUTHORISED}`
const IS_CAPTURED = `settings.capture == "manual" && record.eventCode == "CAPTURE" && ${DONE}`
const IS_REFUNDED = `record.eventCode in ["REFUND", "CANCEL_OR_REFUND"] && ${DONE}`

const facts = (kind: string, metrics: Record<string, string>) => ({
  mode: 'event' as const,
  date: 'record.eventDate',
  currency: 'record.amount.currency',
  entity: { kind, id: 'record.pspReference', name: 'record.pspReference' },
  metrics,
})

export default definePlugin({
  id: 'adyen/payments',
  version: '1.0.1',
  sdk: '^1.0',
  family: 'adyen',
  title: 'Adyen',
  summary: 'Payments, refunds and chargebacks, as Adyen reports them when they happen.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://docs.adyen.com/development-resources/webhooks' },
  scopes: [{ id: 'metrics:write', why: 'Adds payments, refunds and chargebacks to your reports.' }],
  connectors: {
    payments: {
      kind: 'webhook',
      title: 'Adyen',
      category: 'payments',
      channel: 'Adyen',
      // https://docs.adyen.com/development-resources/currency-codes: "differs from standard"
      minorUnits: { CLP: 2, CVE: 0, IDR: 0, ISK: 2 },
      settings: {
        type: 'object',
        properties: {
          capture: {
            type: 'string',
            title: 'Capture',
            description:
              'As in Adyen under Settings, Account settings: automatic where payments are captured without a request (at once or after a delay), manual where your system captures them.',
            enum: ['automatic', 'manual'],
            default: 'automatic',
          },
        },
        required: ['capture'],
      },
      webhooks: {
        ...NOTIFICATION,
        setup:
          'In Adyen’s Customer Area, under Developers, Webhooks, create a Standard webhook with this address and the method JSON. Generate an HMAC key there, enter it here, and save the webhook after that.',
        routes: [
          route(isOne('AUTHORISATION'), 'payments'),
          route(`${isOne('CANCELLATION')} && ${SUCCEEDED}`, 'payments', CANCELLED),
          route(
            `${isOne('CANCEL_OR_REFUND')} && ${SUCCEEDED} && ${ACTION} == "cancel"`,
            'payments',
            CANCELLED
          ),
          route(isOne('CAPTURE', 'CAPTURE_FAILED'), 'captures'),
          route(isOne('REFUND', 'REFUND_FAILED', 'REFUNDED_REVERSED'), 'refunds'),
          route(`${isOne('CANCEL_OR_REFUND')} && ${ACTION} == "refund"`, 'refunds'),
          route(isOne('CHARGEBACK'), 'chargebacks'),
        ],
        streams: {
          payments: {
            title: 'Payments',
            key: 'pspReference',
            facts: {
              ...facts('payment', {
                payments: only(IS_PAID, '1'),
                payment_volume: only(IS_PAID, MONEY),
                failed_payments: only(REFUSED, '1'),
              }),
              dimensions: { payment_method: 'record.paymentMethod' },
            },
          },
          captures: {
            title: 'Captures',
            key: 'pspReference',
            facts: facts('capture', {
              payments: only(IS_CAPTURED, '1'),
              payment_volume: only(IS_CAPTURED, MONEY),
            }),
          },
          refunds: {
            title: 'Refunds',
            key: 'pspReference',
            facts: facts('refund', {
              refunds: only(IS_REFUNDED, MONEY),
              refund_count: only(IS_REFUNDED, '1'),
            }),
          },
          chargebacks: {
            title: 'Chargebacks',
            key: 'pspReference',
            facts: facts('dispute', {
              disputes: only(DONE, '1'),
              dispute_amount: only(DONE, MONEY),
            }),
          },
        },
      },
    },
  },
})
