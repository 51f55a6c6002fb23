import {
  opaqueId,
  type SampleBusiness,
  type SampleOrder,
  type SampleRefund,
  type UnixSeconds,
} from '#kit'

/** One object of the account: when it came to be, and how it looks at a given moment. */
export interface Entry {
  id: string
  created: UnixSeconds
  /** Values that lists can be filtered by. */
  filters: Record<string, string>
  render: (now: UnixSeconds) => Record<string, unknown>
}

export interface Movement {
  id: string
  at: UnixSeconds
  currency: string
  amount: number
  fee: number
  type: 'charge' | 'refund' | 'adjustment' | 'payout'
  category: 'charge' | 'refund' | 'dispute' | 'payout'
  source: string
  description: string | null
}

export const idsOf = (key: string) => ({
  charge: `ch_3${opaqueId(`charge/${key}`, 23)}`,
  declined: `ch_3${opaqueId(`declined/${key}`, 23)}`,
  intent: `pi_3${opaqueId(`intent/${key}`, 23)}`,
  transaction: `txn_3${opaqueId(`txn/${key}`, 23)}`,
  invoice: `in_1${opaqueId(`invoice/${key}`, 23)}`,
})

export const refundId = ({ key }: SampleRefund) => `re_3${opaqueId(key, 23)}`
export const disputeId = (key: string) => `du_1${opaqueId(key, 23)}`
export const customerId = (key: string) => `cus_${opaqueId(`customer/${key}`, 14)}`
export const subscriptionId = (key: string) => `sub_1${opaqueId(key, 23)}`
export const transactionIdOf = (source: string) => `txn_1${opaqueId(`txn/${source}`, 23)}`

/** Card fees by currency: share and fixed part, in the smallest unit. */
const FEES: Record<string, [share: number, fixed: number]> = {
  EUR: [0.015, 25],
  USD: [0.029, 30],
  JPY: [0.036, 0],
}
const DISPUTE_FEES: Record<string, number> = { EUR: 2000, USD: 1500, JPY: 1300 }

/** Every movement of money, in the order it happened. */
export function listMovements({ orders }: SampleBusiness): Movement[] {
  return orders
    .flatMap(movementsOf)
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function movementsOf(order: SampleOrder): Movement[] {
  const { charge, transaction } = idsOf(order.key)
  const { currency } = order
  const [share, fixed] = FEES[currency]
  const paid: Movement = {
    id: transaction,
    at: order.at,
    currency,
    amount: order.amountMinor,
    fee: Math.round(order.amountMinor * share) + fixed,
    type: 'charge',
    category: 'charge',
    source: charge,
    description: order.description,
  }
  const refunds = order.refunds.map((refund): Movement => {
    const source = refundId(refund)
    const id = transactionIdOf(source)
    const back = { id, at: refund.at, currency, amount: -refund.amountMinor, fee: 0, source }
    return { ...back, type: 'refund', category: 'refund', description: 'REFUND FOR CHARGE' }
  })
  return [paid, ...refunds, ...disputeMovements(order)]
}

function disputeMovements({ dispute, currency }: SampleOrder): Movement[] {
  if (!dispute) {
    return []
  }
  const source = disputeId(dispute.key)
  const common = { currency, type: 'adjustment', category: 'dispute', source } as const
  const taken: Movement = {
    ...common,
    id: transactionIdOf(source),
    at: dispute.at,
    amount: -dispute.amountMinor,
    fee: DISPUTE_FEES[currency],
    description: 'Chargeback withdrawal',
  }
  const returned: Movement = {
    ...common,
    id: transactionIdOf(`${source}/won`),
    at: dispute.decidedAt,
    amount: dispute.amountMinor,
    fee: 0,
    description: 'Chargeback reversal',
  }
  return dispute.outcome === 'won' ? [taken, returned] : [taken]
}
