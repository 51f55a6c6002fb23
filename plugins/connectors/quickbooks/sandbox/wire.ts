import { defineVendorWire, type WireEndpoint, type WireRules } from '#kit'

const COMPANY = '/v3/company/9341457021722202'
const scopes = ['com.intuit.quickbooks.accounting']
const VERSION: WireRules = { minorversion: 'int>=75' }
const FIELDS = {
  'MetaData.LastUpdatedTime': 'changedAt',
  'MetaData.CreateTime': 'at',
  'TxnDate': 'day',
  'DueDate': 'dueDay',
}

/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries: no `OR`, no joins. */
const WHERE = String.raw`(?: WHERE (?<where>.+?))?(?: ORDERBY (?<order>[\w.]+(?: ASC| DESC)?))?`
const POSITION = String.raw`(?: STARTPOSITION (?<start>\d+))?(?: MAXRESULTS (?<max>\d+))?`

const select = (entity: string, source: WireEndpoint & { what: string }): WireEndpoint => {
  const { what, ...rest } = source
  return {
    get: `${COMPANY}/query`,
    query: { ...VERSION, query: 'text!' },
    match: { query: `/^(?:SELECT|select) ${what} (?:FROM|from) ${entity}\\b/` },
    parts: { at: 'query', pattern: `SELECT ${what} FROM ${entity}${WHERE}${POSITION}` },
    conditions: [
      {
        at: 'parts.where',
        text: String.raw`/(?<field>[\w.]+)\s*(?<operator>>=|<=|=|>|<)\s*'(?<value>[^']+)'/`,
        between: String.raw`\s*(AND)?\s*`,
        operators: { '=': 'is', '>=': 'since', '<=': 'until', '>': 'after', '<': 'before' },
        of:
          rest.from === 'invoicePayments'
            ? { ...FIELDS, 'MetaData.LastUpdatedTime': 'at' }
            : FIELDS,
      },
    ],
    scopes,
    ...rest,
  }
}

const entity = (name: string, page: string, from: string): WireEndpoint[] => [
  select(name, {
    what: String.raw`\*`,
    page: `pages/${page}.json`,
    rows: `QueryResponse.${name}`,
    emptyRows: 'absent',
    from,
    order: { at: 'parts.order', of: { ...FIELDS, Id: 'key' }, otherwise: 'Id' },
    paging: { by: 'offset', at: 'parts.start', first: 1, size: 'parts.max', defaultSize: 100 },
  }),
  select(name, {
    what: String.raw`COUNT\(\*\)`,
    page: { QueryResponse: { totalCount: '{{members|count|or:0}}' }, time: '{{now|isoOffset}}' },
    from,
    group: [],
  }),
]

/** Besides what changed (here all of it with what tells it from the deleted), CDC names what was deleted by its id. */
const cdcPage = (name: string) => ({
  CDCResponse: [
    {
      QueryResponse: [
        {
          [name]: [
            {
              domain: 'QBO',
              status: 'Deleted',
              Id: 'gone-{{key|digits:6}}',
              MetaData: { LastUpdatedTime: '{{changedAt|isoOffset}}' },
            },
          ],
          startPosition: 1,
          maxResults: 1,
        },
      ],
    },
  ],
  time: '{{now|isoOffset}}',
})

export default defineVendorWire({
  docs: 'https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice',
  hosts: [
    'quickbooks.api.intuit.com',
    'sandbox-quickbooks.api.intuit.com',
    'appcenter.intuit.com',
    'oauth.platform.intuit.com',
    'developer.api.intuit.com',
  ],
  auth: { oauth: true },
  oauth: {
    lifetime: 3600,
    rotates: true,
    answer: { x_refresh_token_expires_in: 8_726_400 },
    redirect: { realmId: '9341457021722202' },
    descriptions: { invalid_grant: 'Incorrect or invalid refresh token' },
  },
  headers: { accept: 'text' },
  endpoints: [
    {
      get: `${COMPANY}/companyinfo/9341457021722202`,
      query: VERSION,
      page: 'pages/company.json',
      scopes,
    },
    ...entity('Invoice', 'invoices', 'invoices'),
    ...entity('Bill', 'bills', 'bills'),
    ...entity('Payment', 'payments', 'invoicePayments'),
    ...['Invoice', 'Bill', 'Payment'].map((name): WireEndpoint => ({
      get: `${COMPANY}/cdc`,
      match: { 'query.entities': name },
      query: { ...VERSION, entities: `const(${name})!`, changedSince: 'since(changedAt, date)!' },
      page: cdcPage(name),
      rows: `CDCResponse.0.QueryResponse.0.${name}`,
      emptyRows: 'absent',
      from: name === 'Bill' ? 'bills' : 'invoices',
      scopes,
    })),
    {
      get: `${COMPANY}/reports/ProfitAndLoss`,
      query: {
        ...VERSION,
        start_date: 'since(day, date)!',
        end_date: 'through(day, date)!',
        summarize_column_by: 'const(Days)!',
        accounting_method: 'enum(Accrual)',
      },
      page: 'pages/profit_and_loss.json',
      from: 'ledgerDays',
      group: [['day'], []],
      sort: 'day',
      scopes,
    },
  ],
  errors: 'pages/errors.json',
  limits: { requests: 500, seconds: 60 },
})
