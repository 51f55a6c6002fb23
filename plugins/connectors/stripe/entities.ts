/** The account is the root of every entity, so that totals can be asked for per account. */
export const ACCOUNT = { kind: 'account', id: 'account.id', name: 'account.name' }

const entity = (kind: string, name: string, attributes: Record<string, string>) => ({
  kind,
  id: 'record.id',
  name,
  ancestors: [ACCOUNT],
  attributes,
})

/** Names and addresses of people are not read; a customer is known by its id. */
export const CUSTOMER = entity('customer', 'record.id', {
  currency: 'upper(record.currency)',
  createdAt: 'unixToIso(record.created)',
  isDelinquent: 'record.delinquent',
})

export const PAYMENT = entity('payment', 'record.id', {
  status: 'record.status',
  customer: 'record.customer',
  isDisputed: 'record.disputed',
  failureCode: 'record.failure_code',
})

export const REFUND = entity('refund', 'record.id', {
  status: 'record.status',
  payment: 'record.charge',
  reason: 'record.reason',
})

export const BALANCE_TRANSACTION = entity('balance_transaction', 'record.id', {
  type: 'record.type',
  category: 'record.reporting_category',
})

export const SUBSCRIPTION = entity('subscription', 'record.id', {
  status: 'record.status',
  customer: 'record.customer',
  interval: 'record.items.data[0].price.recurring.interval',
  endedAt: 'unixToIso(record.ended_at)',
})

export const INVOICE = entity('invoice', 'coalesce(record.number, record.id)', {
  status: 'record.status',
  customer: 'record.customer',
})

export const DISPUTE = entity('dispute', 'record.id', {
  status: 'record.status',
  payment: 'record.charge',
  reason: 'record.reason',
})
