import { definePlugin, refusals, type Stream } from '#kit'

/** `/Date(1772064000000+0000)/`: midnight in UTC of a day that has no zone. */
const dayOf = (field: string) =>
  `formatTime(millisToIso(first(split(after(${field}, "("), "+"))), "yyyy-MM-dd", "UTC")`

const only = (condition: string, value: string) => `${condition} ? ${value} : 0`

/** Drafts do not count yet; what is voided or deleted counts 0 from then on. */
const IS_ISSUED = 'record.Status in ["AUTHORISED", "PAID"]'
const IS_MADE = 'record.Status == "AUTHORISED"'

/** Records are found by when they last changed, so one that is voided later is read again. */
const changed = (name: string, key: string) =>
  ({
    get: `/api.xro/2.0/${name}`,
    headers: {
      'if-modified-since': `{formatTime(window.fromIso, "yyyy-MM-dd'T'HH:mm:ss", "UTC")}`,
    },
    records: name,
    key,
    each: 'account',
    cursor: { field: 'UpdatedDateUTC', lookback: 'P1D', earliest: 'P730D' },
  }) as const

const document = (kind: string, count: string, amount: string) =>
  ({
    mode: 'event',
    when: `record.Type == "${kind === 'invoice' ? 'ACCREC' : 'ACCPAY'}"`,
    date: dayOf('record.Date'),
    currency: 'record.CurrencyCode',
    entity: {
      kind,
      id: 'record.InvoiceID',
      name: 'coalesce(record.InvoiceNumber, record.InvoiceID)',
      attributes: { status: 'lower(record.Status)' },
    },
    metrics: { [count]: only(IS_ISSUED, '1'), [amount]: only(IS_ISSUED, 'micros(record.Total)') },
  }) as const

const streams: Record<string, Stream> = {
  invoices: {
    title: 'Invoices and bills',
    ...changed('Invoices', 'InvoiceID'),
    drop: ['Contact', 'LineItems', 'Payments', 'CreditNotes', 'Reference', 'InvoiceAddresses'],
    facts: [
      document('invoice', 'invoices', 'invoiced_amount'),
      document('bill', 'bills', 'billed_amount'),
    ],
  },
  payments: {
    title: 'Payments of invoices',
    ...changed('Payments', 'PaymentID'),
    drop: ['Invoice.Contact', 'BatchPayment', 'Reference'],
    facts: {
      mode: 'event',
      when: 'record.PaymentType == "ACCRECPAYMENT"',
      date: dayOf('record.Date'),
      currency: 'record.Invoice.CurrencyCode',
      entity: { kind: 'payment', id: 'record.PaymentID', name: 'record.PaymentID' },
      metrics: { invoice_payments: only(IS_MADE, 'micros(record.Amount)') },
    },
  },
}

export default definePlugin({
  id: 'xero/accounting',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Xero',
  summary: 'Invoices, bills and what was paid, by day and currency.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developer.xero.com/documentation/api/accounting/overview' },
  scopes: [
    { id: 'net:api.xero.com', why: 'Reads invoices, bills and payments.' },
    { id: 'net:login.xero.com', why: 'Requests your consent at Xero.' },
    { id: 'net:identity.xero.com', why: 'Exchanges your consent for access, and revokes it.' },
    { id: 'metrics:write', why: 'Adds invoices and payments to your reports.' },
  ],
  connectors: {
    accounting: {
      kind: 'api',
      title: 'Xero',
      category: 'accounting',
      channel: 'Xero',
      auth: {
        consent: {
          kind: 'oauth2',
          authorize: 'https://login.xero.com/identity/connect/authorize',
          token: 'https://identity.xero.com/connect/token',
          revoke: 'https://identity.xero.com/connect/revocation',
          scopes: [
            { id: 'offline_access', why: 'Keeps the access while you are not there.' },
            { id: 'accounting.transactions.read', why: 'Reads invoices, bills and payments.' },
          ],
          clientAuth: 'basic',
          lifetime: 'PT30M',
          refreshLifetime: 'P60D',
          sandbox: { clientId: 'quarterdeck-xero-sandbox', clientSecret: 'sandbox-secret' },
        },
      },
      http: {
        base: 'https://api.xero.com',
        headers: { 'accept': 'application/json', 'xero-tenant-id': '{account.id}' },
        page: {
          by: 'page',
          pageParameter: 'page',
          size: 100,
          sizeParameter: 'pageSize',
          last: 'pagination.pageCount',
        },
        errors: refusals({
          403: 'Xero refuses access to this organisation. It may have been disconnected in Xero, or the connected person has left it. Connect again.',
          429: 'Xero has limited the number of requests for this organisation. The sync retries automatically.',
        }),
        limits: [
          { per: 'account', requests: 50, every: 'PT1M' },
          { per: 'account', requests: 4500, every: 'P1D' },
          { per: 'app', requests: 9000, every: 'PT1M' },
        ],
      },
      check: { get: '/connections' },
      accounts: {
        get: '/connections',
        page: { by: 'none' },
        records: '$',
        id: 'record.tenantId',
        name: 'record.tenantName',
        when: 'record.tenantType == "ORGANISATION"',
      },
      streams,
    },
  },
})
