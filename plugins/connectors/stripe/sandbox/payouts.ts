import { opaqueId, type UnixSeconds } from '#kit'
import type { Entry, Movement } from './ledger.js'

const WEEK_SECONDS = 7 * 86_400
/** Monday, 5 January 1970, 06:00 UTC. */
const FIRST_MONDAY: UnixSeconds = 4 * 86_400 + 6 * 3600

export interface Payout {
  id: string
  at: UnixSeconds
  arrivesAt: UnixSeconds
  currency: string
  amount: number
}

/** Every Monday, per currency, what came in during the week before. */
export function listPayouts(movements: Movement[], until: UnixSeconds): Payout[] {
  const sums = new Map<string, Payout>()
  for (const { at, currency, amount, fee } of movements) {
    const week = Math.floor((at - FIRST_MONDAY) / WEEK_SECONDS)
    const payout = sums.get(`${week} ${currency}`) ?? open(week, currency)
    payout.amount += amount - fee
    sums.set(`${week} ${currency}`, payout)
  }
  return [...sums.values()]
    .filter(({ amount, at }) => amount > 0 && at <= until)
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
}

function open(week: number, currency: string): Payout {
  const at = FIRST_MONDAY + (week + 1) * WEEK_SECONDS
  const id = `po_1${opaqueId(`payout/${week}/${currency}`, 23)}`
  return { id, at, arrivesAt: at + 2 * 86_400, currency, amount: 0 }
}

/** https://docs.stripe.com/api/payouts/object */
export function payoutEntry({ id, at, arrivesAt, currency, amount }: Payout): Entry {
  return {
    id,
    created: at,
    filters: {},
    render: (now) => ({
      id,
      object: 'payout',
      amount,
      arrival_date: arrivesAt,
      automatic: true,
      balance_transaction: `txn_1${opaqueId(`txn/${id}`, 23)}`,
      created: at,
      currency: currency.toLowerCase(),
      description: 'STRIPE PAYOUT',
      livemode: false,
      metadata: {},
      method: 'standard',
      status: now >= arrivesAt ? 'paid' : 'in_transit',
      type: 'bank_account',
    }),
  }
}

export const payoutMovement = ({ id, at, currency, amount }: Payout): Movement => ({
  id: `txn_1${opaqueId(`txn/${id}`, 23)}`,
  at,
  currency,
  amount: -amount,
  fee: 0,
  type: 'payout',
  category: 'payout',
  source: id,
  description: 'STRIPE PAYOUT',
})
