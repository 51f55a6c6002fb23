import { opaqueId, type SampleBusiness, type SampleOrder, type UnixSeconds } from '#kit'
import { customerEntry, invoiceEntries, subscriptionEntry } from './billing.js'
import type { Entry } from './ledger.js'
import { chargeEntries } from './charges.js'
import { disputeEntries, refundEntries } from './returns.js'

/** https://docs.stripe.com/api/events/object; the version that the sandbox account is pinned to. */
export const API_VERSION = '2026-04-22.dahlia'

/** Everything that happened, as events; the list shows the last thirty days of it. */
export function eventEntries({ orders, customers, subscriptions }: SampleBusiness): Entry[] {
  return [
    ...orders.flatMap(eventsOfOrder),
    ...customers.map((customer) => event('customer.created', customerEntry(customer))),
    ...subscriptions.flatMap((subscription) => {
      const entry = subscriptionEntry(subscription)
      const started = event('customer.subscription.created', entry)
      return subscription.endedAt
        ? [started, event('customer.subscription.deleted', entry, subscription.endedAt)]
        : [started]
    }),
  ]
}

function eventsOfOrder(order: SampleOrder): Entry[] {
  const charges = chargeEntries(order)
  const paid = charges.at(-1)!
  const declined = charges.slice(0, -1).map((charge) => event('charge.failed', charge))
  const refunds = refundEntries(order).flatMap((refund) => [
    event('refund.created', refund),
    event('charge.refunded', paid, refund.created),
  ])
  const disputes = disputeEntries(order).flatMap((dispute) => [
    event('charge.dispute.created', dispute),
    event('charge.dispute.closed', dispute, order.dispute!.decidedAt),
  ])
  const invoices = invoiceEntries(order).map((invoice) => event('invoice.paid', invoice))
  return [...declined, event('charge.succeeded', paid), ...refunds, ...disputes, ...invoices]
}

/** The object is shown as it was at the moment of the event. */
function event(type: string, entry: Entry, at: UnixSeconds = entry.created): Entry {
  const id = `evt_1${opaqueId(`${type}/${entry.id}/${at}`, 23)}`
  return {
    id,
    created: at,
    filters: { type },
    render: () => ({
      id,
      object: 'event',
      api_version: API_VERSION,
      created: at,
      data: { object: entry.render(at) },
      livemode: false,
      pending_webhooks: 0,
      request: { id: null, idempotency_key: null },
      type,
    }),
  }
}
