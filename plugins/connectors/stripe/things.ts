/** The account is the root of every thing, so that totals can be asked for per account. */
export const ACCOUNT = { kind: 'account', id: 'account.id', name: 'account.name' }

const thing = (kind: string, name: string, attributes: Record<string, string>) => ({
  kind,
  id: 'record.id',
  name,
  ancestors: [ACCOUNT],
  attributes,
})

/** Names and addresses of people are not read; a customer is known by its id. */
export const CUSTOMER = thing('customer', 'record.id', {
  currency: 'upper(record.currency)',
  createdAt: 'unixToIso(record.created)',
  isDelinquent: 'record.delinquent',
})

export const PAYMENT = thing('payment', 'record.id', {
  status: 'record.status',
  customer: 'record.customer',
  isDisputed: 'record.disputed',
  failureCode: 'record.failure_code',
})

export const REFUND = thing('refund', 'record.id', {
  status: 'record.status',
  payment: 'record.charge',
  reason: 'record.reason',
})

export const BALANCE_TRANSACTION = thing('balance_transaction', 'record.id', {
  type: 'record.type',
  category: 'record.reporting_category',
})

export const SUBSCRIPTION = thing('subscription', 'record.id', {
  status: 'record.status',
  customer: 'record.customer',
  interval: 'record.items.data[0].price.recurring.interval',
  endedAt: 'unixToIso(record.ended_at)',
})

export const INVOICE = thing('invoice', 'coalesce(record.number, record.id)', {
  status: 'record.status',
  customer: 'record.customer',
})

export const DISPUTE = thing('dispute', 'record.id', {
  status: 'record.status',
  payment: 'record.charge',
  reason: 'record.reason',
})
