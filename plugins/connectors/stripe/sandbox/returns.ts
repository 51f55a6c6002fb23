import type { SampleOrder, UnixSeconds } from '#kit'
import { disputeId, idsOf, refundId, transactionIdOf, type Entry, type Movement } from './ledger.js'

/** https://docs.stripe.com/api/refunds/object */
export function refundEntries(order: SampleOrder): Entry[] {
  const { charge, intent } = idsOf(order.key)
  return order.refunds.map((refund) => {
    const id = refundId(refund)
    return {
      id,
      created: refund.at,
      filters: { charge, payment_intent: intent },
      render: () => ({
        id,
        object: 'refund',
        amount: refund.amountMinor,
        balance_transaction: transactionIdOf(id),
        charge,
        created: refund.at,
        currency: order.currency.toLowerCase(),
        destination_details: {
          card: { reference_status: 'pending', type: 'refund' },
          type: 'card',
        },
        metadata: {},
        payment_intent: intent,
        reason: refund.reason,
        receipt_number: null,
        source_transfer_reversal: null,
        status: 'succeeded',
        transfer_reversal: null,
      }),
    }
  })
}

/** https://docs.stripe.com/api/disputes/object */
export function disputeEntries(order: SampleOrder): Entry[] {
  const { dispute } = order
  if (!dispute) {
    return []
  }
  const { charge, intent } = idsOf(order.key)
  const id = disputeId(dispute.key)
  const render = (now: UnixSeconds) => ({
    id,
    object: 'dispute',
    amount: dispute.amountMinor,
    balance_transactions: [],
    charge,
    created: dispute.at,
    currency: order.currency.toLowerCase(),
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intent,
    reason: dispute.reason,
    status: now >= dispute.decidedAt ? dispute.outcome : 'under_review',
  })
  return [{ id, created: dispute.at, filters: { charge, payment_intent: intent }, render }]
}

/** https://docs.stripe.com/api/balance_transactions/object */
export function transactionEntry(movement: Movement): Entry {
  const { id, at, amount, fee, currency, type, source } = movement
  const lower = currency.toLowerCase()
  const available = at + 2 * 86_400
  return {
    id,
    created: at,
    filters: { type, source, currency: lower },
    render: (now) => ({
      id,
      object: 'balance_transaction',
      amount,
      available_on: available,
      balance_type: 'payments',
      created: at,
      currency: lower,
      description: movement.description,
      exchange_rate: null,
      fee,
      fee_details: fee === 0 ? [] : [feeDetail(fee, lower)],
      net: amount - fee,
      reporting_category: movement.category,
      source,
      status: now >= available ? 'available' : 'pending',
      type,
    }),
  }
}

const feeDetail = (amount: number, currency: string) => ({
  amount,
  application: null,
  currency,
  description: 'Stripe processing fees',
  type: 'stripe_fee',
})
