import { defineVendorWire, type WireEndpoint } from '#kit'

const LOGIN = 'https://{environment}.salesforce.com/services/oauth2'
const NAMES = ['CreatedDate', 'SystemModstamp', 'CloseDate', 'IsDeleted', 'IsClosed', 'IsWon']
const named = Object.fromEntries(NAMES.map((name) => [name, name]))
const WHERE = String.raw`(?: WHERE (?<where>.+?))?(?: ORDER BY (?<order>\w+(?: ASC| DESC)?))?`

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl: of the language, what reports need. */
const soql = (object: string, select: string, source: WireEndpoint): WireEndpoint => ({
  query: { q: 'text!', queryLocator: 'text' },
  match: {
    q: `/^SELECT ${select === 'COUNT' ? String.raw`COUNT\(` : '(?!COUNT)'}.* FROM ${object}\\b/`,
  },
  conditions: [
    {
      at: 'parts.where',
      text: String.raw`/(?<field>\w+)\s*(?<operator>>=|<=|=|>|<)\s*(?<value>[^\s()]+)/`,
      between: String.raw`\s*(AND)?\s*`,
      operators: { '=': 'is', '>=': 'since', '<=': 'until', '>': 'after', '<': 'before' },
      of: source.from === 'crmContacts' ? { ...named, CreatedDate: 'createdAt' } : named,
    },
  ],
  scopes: ['api'],
  ...source,
})

/** At most 2,000 records in an answer; `queryAll` has the deleted ones. */
const list = (object: string, page: string, from: string): WireEndpoint[] =>
  [
    ['queryAll', from],
    ['query', from.split('+')[0]],
  ].map(([resource, series]) =>
    soql(object, 'FIELDS', {
      get: `/services/data/{version}/${resource}`,
      parts: { at: 'q', pattern: String.raw`SELECT (?<fields>[\w, .]+) FROM ${object}${WHERE}` },
      page: `pages/${page}.json`,
      rows: 'records',
      from: series,
      order: {
        at: 'parts.order',
        of: { SystemModstamp: 'changedAt', CreatedDate: 'createdAt', Id: 'key' },
        otherwise: 'Id',
      },
      fields: { at: 'parts.fields', always: ['attributes'] },
      paging: { by: 'cursor', at: 'queryLocator', defaultSize: 2000 },
    })
  )

const count = (object: string, from: string, created: string): WireEndpoint =>
  soql(object, 'COUNT', {
    get: '/services/data/{version}/query',
    parts: { at: 'q', pattern: String.raw`SELECT COUNT\(Id\) total FROM ${object}${WHERE}` },
    page: {
      totalSize: 1,
      done: true,
      records: [{ attributes: { type: 'AggregateResult' }, total: '{{members|count|or:0}}' }],
    },
    from,
    group: [],
    conditions: [
      {
        at: 'parts.where',
        text: String.raw`/(?<field>\w+)\s*(?<operator>>=|<)\s*(?<value>[^\s()]+)/`,
        between: String.raw`\s*(AND)?\s*`,
        operators: { '>=': 'since', '<': 'before' },
        of: { CreatedDate: created },
      },
    ],
  })

export default defineVendorWire({
  docs: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm',
  hosts: ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com'],
  auth: { oauth: true },
  oauth: {
    authorize: `${LOGIN}/authorize`,
    token: `${LOGIN}/token`,
    revoke: `${LOGIN}/revoke`,
    lifetime: 7200,
    answer: {
      instance_url: 'https://harbor-coffee.my.salesforce.com',
      id: 'https://login.salesforce.com/id/00DdM00000mVfGTUA0/005dM00000aYf0qQAC',
      issued_at: '1796000000000',
      signature: '2Fz0Yp4Yd5Vk3q8m1g7h6JwVb9cNfRtXs0uLkQeZ1aI=',
    },
    descriptions: { invalid_grant: 'expired access/refresh token' },
  },
  replyHeaders: { 'sforce-limit-info': 'api-usage=891/15000' },
  endpoints: [
    { get: '/services/data/{version}/', page: 'pages/resources.json', scopes: ['api'] },
    ...list('Organization', 'organization', 'crmStages').slice(1),
    ...list('Lead', 'leads', 'crmContacts+crmDeletedContacts'),
    ...list('Contact', 'contacts', 'crmContacts'),
    ...list('Account', 'accounts', 'crmCompanies'),
    ...list('Opportunity', 'opportunities', 'crmDeals'),
    ...list('Campaign', 'campaigns', 'emailCampaigns'),
    count('Lead', 'crmContacts', 'createdAt'),
    count('Contact', 'crmContacts', 'createdAt'),
    count('Account', 'crmCompanies', 'createdAt'),
    count('Opportunity', 'crmDeals', 'createdAt'),
  ].map((endpoint) => ({
    ...endpoint,
    ...(endpoint.page === 'pages/organization.json' && { where: { key: 'new' } }),
    ...(endpoint.page === 'pages/campaigns.json' && { where: { currency: 'EUR' } }),
  })),
  errors: 'pages/errors.json',
})
