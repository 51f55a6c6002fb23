import { opaqueId, type SampleOrder, type UnixSeconds } from '#kit'
import { customerId, idsOf, type Entry } from './ledger.js'

/** https://docs.stripe.com/api/charges/object */
export function chargeEntries(order: SampleOrder): Entry[] {
  const { charge, declined } = idsOf(order.key)
  const filters = filtersOf(order)
  const paid: Entry = {
    id: charge,
    created: order.at,
    filters,
    render: (now) => renderCharge(order, now),
  }
  if (!order.declinedAt) {
    return [paid]
  }
  const render = () => renderDeclined(order)
  return [{ id: declined, created: order.declinedAt, filters, render }, paid]
}

function filtersOf(order: SampleOrder) {
  return { customer: customerId(order.customerKey), payment_intent: idsOf(order.key).intent }
}

export function renderCharge(order: SampleOrder, now: UnixSeconds) {
  const ids = idsOf(order.key)
  const refunded = order.refunds
    .filter(({ at }) => at <= now)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const isDisputed = order.dispute !== undefined && order.dispute.at <= now
  return {
    ...chargeBase(order, ids.charge, order.at),
    amount_captured: order.amountMinor,
    amount_refunded: refunded,
    balance_transaction: ids.transaction,
    captured: true,
    disputed: isDisputed,
    failure_code: null,
    failure_message: null,
    outcome: {
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    refunded: refunded === order.amountMinor,
    status: 'succeeded',
  }
}

function renderDeclined(order: SampleOrder) {
  return {
    ...chargeBase(order, idsOf(order.key).declined, order.declinedAt!),
    amount_captured: 0,
    amount_refunded: 0,
    balance_transaction: null,
    captured: false,
    disputed: false,
    failure_code: 'card_declined',
    failure_message: 'Your card was declined.',
    outcome: {
      network_status: 'declined_by_network',
      reason: 'generic_decline',
      risk_level: 'normal',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
    paid: false,
    refunded: false,
    status: 'failed',
  }
}

function chargeBase(order: SampleOrder, id: string, created: UnixSeconds) {
  return {
    id,
    object: 'charge',
    amount: order.amountMinor,
    application: null,
    application_fee_amount: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: 'HARBOR COFFEE',
    created,
    currency: order.currency.toLowerCase(),
    customer: customerId(order.customerKey),
    description: order.description,
    fraud_details: {},
    livemode: false,
    metadata: metadataOf(order),
    payment_intent: idsOf(order.key).intent,
    payment_method: `pm_1${opaqueId(`card/${order.customerKey}`, 23)}`,
    payment_method_details: {
      card: {
        brand: 'visa',
        country: countryOf(order),
        exp_month: 8,
        exp_year: 2029,
        last4: '4242',
      },
      type: 'card',
    },
    receipt_email: null,
    receipt_url: null,
    shipping: null,
    statement_descriptor: null,
  }
}

const countryOf = ({ currency }: SampleOrder) =>
  ({ EUR: 'NL', USD: 'US', JPY: 'JP' })[currency] ?? 'NL'

/** The shop writes its own order number and storefront into each payment. */
function metadataOf(order: SampleOrder): Record<string, string> {
  return {
    order_id: opaqueId(`order/${order.key}`, 10),
    storefront: order.storefront,
    source: order.subscriptionKey ? 'coffee_club' : order.attribution ? 'ads' : 'direct',
  }
}
