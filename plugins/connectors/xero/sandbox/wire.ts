import { defineVendorWire, type WireConditions, type WireEndpoint } from '#kit'

const TENANT = '59712f8f-45a3-4d45-a705-5d0c9748317e'
const FIELDS = {
  Type: 'Type',
  Status: 'Status',
  Date: 'day',
  DueDate: 'dueDay',
  UpdatedDateUTC: 'changedAt',
  InvoiceNumber: 'number',
}
const PAID = {
  Status: 'key|then:AUTHORISED,AUTHORISED',
  PaymentType: 'key|then:ACCRECPAYMENT,ACCRECPAYMENT',
  Date: 'day',
  UpdatedDateUTC: 'at',
}

/** https://developer.xero.com/documentation/api/accounting/requests-and-responses : `where` and `If-Modified-Since`. */
const where = (of: Record<string, string>): WireConditions[] => [
  {
    at: 'where',
    text: String.raw`/(?<field>\w+)\s*(?<operator>>=|<=|==|>|<)\s*(?:DateTime\((?<year>\d+),\s*(?<month>\d+),\s*(?<day>\d+)\)|"(?<value>[^"]*)")/`,
    operators: { '==': 'is', '>=': 'since', '<=': 'until', '>': 'after', '<': 'before' },
    of,
  },
  {
    at: 'header.if-modified-since',
    text: '/(?<value>.+)/',
    operators: { '': 'since' },
    of: { '*': of.UpdatedDateUTC },
  },
]
/** With `page` the rows come with their lines; without, all of them come and are summaries. */
function list(
  name: string,
  of: Record<string, string>,
  source: WireEndpoint & { summary: string }
): WireEndpoint[] {
  const { summary, ...rest } = source
  const shared: WireEndpoint = {
    get: `/api.xro/2.0/${name}`,
    rows: name,
    conditions: where(of),
    order: { at: 'order', of, otherwise: 'UpdatedDateUTC' },
    ...rest,
    query: {
      where: 'text',
      order: 'text',
      page: 'int>=1',
      pageSize: 'int>=1<=1000=100',
      unitdp: 'int',
      ...rest.query,
    },
  }
  return [
    { ...shared, match: { page: '/.+/' }, paging: { by: 'page', at: 'page', size: 'pageSize' } },
    { ...shared, page: `pages/${summary}.json` },
  ]
}

const LEDGER: WireEndpoint[] = [
  { get: '/api.xro/2.0/Organisation', page: 'pages/organisation.json' },
  {
    get: '/api.xro/2.0/Accounts',
    query: { where: 'text', order: 'text', page: 'int', pageSize: 'int' },
    page: 'pages/accounts.json',
    rows: 'Accounts',
    from: 'ledgerAccounts',
  },
  ...list('Invoices', FIELDS, {
    page: 'pages/invoices.json',
    summary: 'invoices_summary',
    from: 'invoices+bills',
    query: {
      Statuses: 'in(Status)',
      IDs: 'in(InvoiceID)',
      InvoiceNumbers: 'in(number)',
      ContactIDs: 'csv',
      includeArchived: 'bool',
      summaryOnly: 'bool',
      createdByMyApp: 'bool',
    },
  }),
  {
    get: '/api.xro/2.0/Invoices/{id}',
    query: { unitdp: 'int' },
    page: 'pages/invoice.json',
    from: 'invoices+bills[key|uuid=id]',
  },
  ...list('Payments', PAID, {
    page: 'pages/payments.json',
    summary: 'payments_all',
    from: 'invoicePayments',
  }),
  {
    get: '/api.xro/2.0/BankTransactions',
    query: {
      where: 'text',
      order: 'text',
      page: 'int>=1=1',
      pageSize: 'int>=1<=1000=100',
      unitdp: 'int',
    },
    page: 'pages/bank_transactions.json',
    rows: 'BankTransactions',
    paging: { by: 'page', at: 'page', size: 'pageSize' },
  },
  {
    get: '/api.xro/2.0/Reports/ProfitAndLoss',
    query: {
      fromDate: 'since(day, date)!',
      toDate: 'through(day, date)!',
      standardLayout: 'bool',
      paymentsOnly: 'enum(false)',
    },
    page: 'pages/profit_and_loss.json',
    from: 'ledgerDays',
    group: [['accountKey'], ['kind'], []],
  },
]

export default defineVendorWire({
  docs: 'https://developer.xero.com/documentation/api/accounting/invoices',
  hosts: ['api.xero.com', 'login.xero.com', 'identity.xero.com'],
  auth: { oauth: true },
  oauth: { lifetime: 1800, rotates: true },
  headers: { 'accept': 'text', 'if-modified-since': 'dateOrIso' },
  endpoints: [
    { get: '/connections', query: { authEventId: 'text' }, page: 'pages/connections.json' },
    ...LEDGER.map((endpoint) => ({
      ...endpoint,
      headers: { 'xero-tenant-id': `const(${TENANT})!` },
    })),
  ],
  errors: 'pages/errors.json',
  limits: {
    requests: 60,
    seconds: 60,
    headers: {
      'x-daylimit-remaining': '4987',
      'x-minlimit-remaining': '{{limit.remaining}}',
      'x-appminlimit-remaining': '9998',
    },
  },
})
