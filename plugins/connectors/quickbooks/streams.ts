import type { Page, Stream } from '#kit'

/** The lowest one that still exists: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/minor-versions */
export const MINOR_VERSION = '75'

const COMPANY = '/v3/company/{account.id}'
const query = (text: string) => ({
  get: `${COMPANY}/query`,
  query: { query: text, minorversion: MINOR_VERSION },
})

const PART = 'response.body.QueryResponse'
const sent = (field: string) => `coalesce(${PART}.${field}, 0)`

/**
 * The position is part of the query language: at most 1,000 records, counted from 1. The answer says where it begins, how many it holds, and
 * for some entities how many there are.
 */
const PAGE: Page = {
  by: 'offset',
  size: 1000,
  first: 1,
  offsetParameter: 'query',
  append: ' STARTPOSITION {offset} MAXRESULTS {size}',
  more: `${sent('maxResults')} == 1000 || ${sent('totalCount')} > ${sent('startPosition')} + ${sent('maxResults')} - 1`,
}

const at = (edge: string) => `'{formatTime(window.${edge}, "yyyy-MM-dd'T'HH:mm:ss'Z'", "UTC")}'`

/** Records are found by when they last changed, so one that is voided later is read again. */
const changed = (entity: string) =>
  ({
    ...query(
      `SELECT * FROM ${entity} WHERE MetaData.LastUpdatedTime >= ${at('fromIso')} AND MetaData.LastUpdatedTime < ${at('toIso')} ORDERBY MetaData.LastUpdatedTime`
    ),
    page: PAGE,
    records: `QueryResponse.${entity}`,
    // Without any record the list is left out.
    absent: 'empty',
    key: 'Id',
    each: 'account',
    cursor: {
      field: 'MetaData.LastUpdatedTime',
      step: 'P90D',
      lookback: 'P1D',
      earliest: 'P730D',
    },
  }) as const

/** Change data capture reaches 30 days back: https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/change-data-capture */
const REACH = 'addDays(window.to, -29)'

/** What was deleted since, which no query lists: a record with its id and the status Deleted. */
const deleted = (title: string, entity: string, stream: string): Stream => ({
  title,
  get: `${COMPANY}/cdc`,
  query: {
    entities: entity,
    changedSince: `{window.from < ${REACH} ? ${REACH} : window.from}`,
    minorversion: MINOR_VERSION,
  },
  page: { by: 'none' },
  records: `CDCResponse.0.QueryResponse.0.${entity}`,
  absent: 'empty',
  key: 'Id',
  each: 'account',
  cursor: { field: 'MetaData.LastUpdatedTime', lookback: 'P1D', earliest: 'P29D' },
  drop: ['CustomerRef', 'VendorRef', 'BillAddr', 'ShipAddr', 'BillEmail', 'VendorAddr', 'Line'],
  updates: [{ stream, record: '$', when: 'record.status == "Deleted"', removed: true }],
})

const document = (
  entity: string,
  [kind, count, amount]: [kind: string, count: string, amount: string]
): Pick<Stream, 'facts' | 'totals'> => ({
  facts: {
    mode: 'event',
    date: 'record.TxnDate',
    currency: 'record.CurrencyRef.value',
    entity: { kind, id: 'record.Id', name: 'coalesce(record.DocNumber, record.Id)' },
    metrics: { [count]: '1', [amount]: 'micros(record.TotalAmt)' },
  },
  totals: {
    ...query(
      `SELECT COUNT(*) FROM ${entity} WHERE TxnDate >= '{window.from}' AND TxnDate <= '{window.to}'`
    ),
    page: { by: 'none' },
    records: 'QueryResponse',
    metrics: { [count]: 'record.totalCount' },
  },
})

/** Columns of the report are days, and its sections have a row with their sums. */
const DAY = 'pick(column.MetaData, "Name", "StartDate", "Value")'
const NAMES =
  'response.body.Columns.Column.map(one, coalesce(pick(one.MetaData, "Name", "StartDate", "Value"), one.ColTitle))'
const GROUPS = ['Income', 'OtherIncome', 'COGS', 'Expenses', 'OtherExpenses']
const sumOf = (group: string) =>
  `pick(entries(zip(${NAMES}, find(response.body.Rows.Row, "group", "${group}").Summary.ColData)), "key", ${DAY})`
const BY_DAY = `response.body.Columns.Column.filter(column, ${DAY} != null).map(column, zip(
  ["day", "currency", ${GROUPS.map((group) => `"${group}"`).join(', ')}],
  [${DAY}, response.body.Header.Currency, ${GROUPS.map(sumOf).join(', ')}]
))`
/** A section that a company does not use is not in the report, and a day without any booking is an empty text. */
const booked = (group: string) =>
  `micros(coalesce(record.${group}, "") == "" ? "0" : record.${group})`

export const streams: Record<string, Stream> = {
  invoices: {
    title: 'Invoices',
    ...changed('Invoice'),
    drop: ['CustomerRef', 'BillAddr', 'ShipAddr', 'BillEmail', 'Line', 'CustomerMemo'],
    ...document('Invoice', ['invoice', 'invoices', 'invoiced_amount']),
  },
  bills: {
    title: 'Bills',
    ...changed('Bill'),
    drop: ['VendorRef', 'VendorAddr', 'Line', 'PrivateNote'],
    ...document('Bill', ['bill', 'bills', 'billed_amount']),
  },
  payments: {
    title: 'Payments of invoices',
    ...changed('Payment'),
    drop: ['CustomerRef', 'Line', 'PrivateNote', 'PaymentRefNum'],
    facts: {
      mode: 'event',
      date: 'record.TxnDate',
      currency: 'record.CurrencyRef.value',
      entity: { kind: 'payment', id: 'record.Id', name: 'record.Id' },
      // What is not applied yet pays no invoice.
      metrics: {
        invoice_payments: 'micros(record.TotalAmt) - micros(coalesce(record.UnappliedAmt, 0))',
      },
    },
  },
  deleted_invoices: deleted('Deleted invoices', 'Invoice', 'invoices'),
  deleted_bills: deleted('Deleted bills', 'Bill', 'bills'),
  deleted_payments: deleted('Deleted payments', 'Payment', 'payments'),
  profit_and_loss: {
    title: 'Income and expenses by day',
    get: `${COMPANY}/reports/ProfitAndLoss`,
    query: {
      start_date: '{window.from}',
      end_date: '{window.to}',
      summarize_column_by: 'Days',
      accounting_method: 'Accrual',
      minorversion: MINOR_VERSION,
    },
    page: { by: 'none' },
    records: BY_DAY,
    key: 'day',
    each: 'account',
    // Bookings of the last two months are still corrected.
    cursor: { field: 'day', step: 'P31D', lookback: 'P60D', earliest: 'P730D' },
    facts: {
      mode: 'daily',
      date: 'record.day',
      currency: 'record.currency',
      entity: { kind: 'company', id: 'account.id', name: 'account.name' },
      metrics: {
        income: `${booked('Income')} + ${booked('OtherIncome')}`,
        expenses: `${booked('COGS')} + ${booked('Expenses')} + ${booked('OtherExpenses')}`,
      },
    },
  },
}
