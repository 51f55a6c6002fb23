import type { SampleBusiness, UnixSeconds } from '#kit'
import { customerEntry, invoiceEntries, isEnded, subscriptionEntry } from './billing.js'
import { eventEntries } from './events.js'
import { listMovements, subscriptionId, type Entry, type Movement } from './ledger.js'
import { chargeEntries } from './charges.js'
import { disputeEntries, refundEntries, transactionEntry } from './returns.js'
import { listPayouts, payoutEntry, payoutMovement } from './payouts.js'

export interface Book {
  /** Oldest first. */
  entries: Entry[]
  positions: Map<string, number>
}

export interface Books {
  movements: Movement[]
  lists: Record<string, Book>
  /** Subscriptions that are over at the moment: left out of lists unless asked for. */
  endedSubscriptions(now: UnixSeconds): Set<string>
}

const known = new WeakMap<SampleBusiness, Books>()

/** The account's books, drawn up once for each sample. */
export function booksOf(business: SampleBusiness): Books {
  const books = known.get(business) ?? drawUp(business)
  known.set(business, books)
  return books
}

function drawUp(business: SampleBusiness): Books {
  const { orders, customers, subscriptions } = business
  const moved = listMovements(business)
  const payouts = listPayouts(moved, Date.parse(`${business.to}T23:59:59Z`) / 1000)
  const movements = [...moved, ...payouts.map(payoutMovement)]
  return {
    movements,
    lists: {
      charges: bind(orders.flatMap(chargeEntries)),
      refunds: bind(orders.flatMap(refundEntries)),
      disputes: bind(orders.flatMap(disputeEntries)),
      balance_transactions: bind(movements.map(transactionEntry)),
      customers: bind(customers.map(customerEntry)),
      subscriptions: bind(subscriptions.map(subscriptionEntry)),
      invoices: bind(orders.flatMap(invoiceEntries)),
      payouts: bind(payouts.map(payoutEntry)),
      events: bind(eventEntries(business)),
    },
    endedSubscriptions: (now) =>
      new Set(
        subscriptions.filter((each) => isEnded(each, now)).map(({ key }) => subscriptionId(key))
      ),
  }
}

function bind(entries: Entry[]): Book {
  entries.sort((one, other) => one.created - other.created || (one.id < other.id ? -1 : 1))
  return { entries, positions: new Map(entries.map(({ id }, index) => [id, index])) }
}
