import type { VendorWire, WireEndpoint, WireRules } from '#kit'
import problems from './problems.json' with { type: 'json' }

export const META_LISTED: WireRules = {
  limit: 'int>=1<=5000=25',
  after: 'text',
  before: 'text',
}
export const metaPaging = { by: 'cursor', at: 'after', size: 'limit', defaultSize: 25 } as const

/** What the error of a refused budget says of each kind of source: https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export const metaProblems = (code: number, message: string) => ({
  ...problems,
  429: {
    ...problems[429],
    error: { ...problems[429].error, code, message: `(#${code}) ${message}` },
  },
})

/** What is the same on every edge of the Graph API. */
export const META_WIRE = {
  hosts: ['graph.facebook.com', 'www.facebook.com'],
  auth: [{ oauth: true }, { oauth: true, query: 'access_token={token}' }],
  oauth: {
    lifetime: 5_183_944,
    withoutRefresh: true,
    grants: ['fb_exchange_token'],
    exchangeParameter: 'fb_exchange_token',
  },
  query: { access_token: 'text', appsecret_proof: 'text' },
} satisfies Partial<VendorWire>

export const usage = (type: string) => ({
  'facebook-api-version': 'v26.0',
  'x-app-usage': '{"call_count":1,"total_cputime":0,"total_time":1}',
  'x-business-use-case-usage': `{"310800139002708":[{"type":"${type}","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]}`,
})

const facebook = { network: 'facebook' }

/** The person, and the pages with their tokens and the Instagram accounts behind them. */
export const META_PEOPLE: WireEndpoint[] = [
  {
    get: '/{version}/me',
    query: { fields: 'csv' },
    page: { id: '122098291785327930', name: 'Noor Visser' },
  },
  {
    get: '/{version}/me/accounts',
    query: { ...META_LISTED, fields: 'text' },
    parts: {
      at: 'fields',
      pattern: String.raw`(?<plain>[a-z_,]*?)(?:,instagram_business_account\{(?:,?(?:id|username|name))+\})?`,
    },
    page: '../../../vendors/meta/pages.json',
    rows: 'data',
    from: 'socialProfiles',
    where: facebook,
    fields: {
      at: 'parts.plain',
      always: ['id', 'instagram_business_account'],
      otherwise: ['access_token', 'category', 'category_list', 'name', 'id', 'tasks'],
    },
    paging: metaPaging,
    scopes: ['pages_show_list'],
  },
]
