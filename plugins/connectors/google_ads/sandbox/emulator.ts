import {
  defineVendorSandbox,
  type SandboxReply,
  type SandboxRequest,
  type SandboxWorld,
} from '#kit'
import { accessibleCustomers, authenticate, findCustomer } from './access.js'
import { failureOf, queryError, Rejected } from './errors.js'
import { METRICS } from './fields.js'
import { parseQuery } from './gaql.js'
import { fieldMaskOf, rowWriter } from './render.js'
import { selectRows } from './rows.js'
import { validate } from './validate.js'

/** Fixed since v17; asking for another is refused. */
const PAGE_SIZE = 10_000
const FORMER_AGENCY = 'former-agency@tideline.example'
const PATH =
  /^\/(v\d+)\/customers(?::(listAccessibleCustomers)|\/(\d+)\/googleAds:(search|searchStream))$/

/** https://developers.google.com/google-ads/api/rest/overview, and the OAuth server in front of it. */
export default defineVendorSandbox({
  plugin: 'google/ads',
  hosts: ['googleads.googleapis.com', 'accounts.google.com', 'oauth2.googleapis.com'],
  paging: { records: 'results', next: 'nextPageToken', marker: { in: 'body', name: 'pageToken' } },
  oauth: {
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revoke: 'https://oauth2.googleapis.com/revoke',
    accessTokenSeconds: 3600,
    refreshOnlyWith: ['access_type', 'offline'],
    clients: { 'quarterdeck-sandbox.apps.googleusercontent.com': 'sandbox-secret' },
    login: 'marketing@harbor-coffee.example',
    revokedLogins: [FORMER_AGENCY],
    descriptions: {
      invalid_grant: 'Token has been expired or revoked.',
      invalid_client: 'The OAuth client was not found.',
    },
  },
  connections: [
    {
      slug: 'google-ads',
      name: 'Google Ads',
      connector: 'ads',
      auth: 'google',
      login: 'marketing@harbor-coffee.example',
    },
    {
      slug: 'google-ads-former-agency',
      name: 'Google Ads (former agency)',
      connector: 'ads',
      auth: 'google',
      login: FORMER_AGENCY,
      broken: true,
    },
  ],
  failure: failureOf,
  reply,
})

function reply(request: SandboxRequest, world: SandboxWorld): SandboxReply {
  const [, version = 'v25', isList, id, method] = PATH.exec(request.path) ?? []
  try {
    if (!isList && !id) {
      throw new Rejected(404)
    }
    checkVersion(version)
    const login = authenticate(request, world)
    if (isList) {
      const resourceNames = accessibleCustomers(login).map((each) => `customers/${each}`)
      return { status: 200, body: { resourceNames } }
    }
    const answer = search(request, { id, login, isStream: method === 'searchStream' }, world)
    return { status: 200, headers: { 'request-id': 'AzGpOCwVz3KnmPjE2oZc-w' }, body: answer }
  } catch (error) {
    if (error instanceof Rejected) {
      return error.reply(method === 'searchStream', version)
    }
    throw error
  }
}

/** https://developers.google.com/google-ads/api/docs/sunset-dates */
const SERVED_VERSIONS = ['v23', 'v24', 'v25', 'v26']

function checkVersion(version: string) {
  if (!SERVED_VERSIONS.includes(version)) {
    const message = ` Version ${version} is deprecated. Requests to this version will be blocked.`
    throw new Rejected(400, {
      errorCode: { requestError: 'UNSUPPORTED_VERSION' },
      message: message.trim(),
    })
  }
}

interface Search {
  id: string
  login: string
  isStream: boolean
}

function search(request: SandboxRequest, { id, login, isStream }: Search, world: SandboxWorld) {
  const customer = findCustomer(id, { login, headers: request.headers }, world)
  const body = readBody(request.body)
  const query = parseQuery(body.query ?? '')
  validate(query)
  refuseMetrics(query.select, { login, isManager: customer.isManager })
  const rows = selectRows(query, customer, world).map(rowWriter(query))
  const head = { fieldMask: fieldMaskOf(query), queryResourceConsumption: String(96 + rows.length) }
  return isStream
    ? streamOf(rows, head)
    : pageOf(rows, { ...body, size: world.pageSize ?? PAGE_SIZE, head })
}

interface PageRequest extends SearchBody {
  size: number
  head: object
}

function pageOf(rows: unknown[], { pageToken, searchSettings, size, head }: PageRequest) {
  const page = slicePage(rows.length, pageToken, size)
  return {
    ...resultsOf(rows.slice(page.from, page.to)),
    ...(page.next ? { nextPageToken: page.next } : {}),
    ...head,
    ...(searchSettings?.returnTotalResultsCount ? { totalResultsCount: String(rows.length) } : {}),
  }
}

/** An answer without rows has no `results` at all. */
const resultsOf = (results: unknown[]) => (results.length > 0 ? { results } : {})

interface SearchBody {
  query?: string
  pageToken?: string
  pageSize?: number
  searchSettings?: { returnTotalResultsCount?: boolean }
}

function readBody(text: string): SearchBody {
  const body = parse(text)
  if (body.pageSize !== undefined) {
    const message =
      'Setting the page size is not supported. Search Responses will have fixed page size.'
    throw new Rejected(400, { errorCode: { requestError: 'PAGE_SIZE_NOT_SUPPORTED' }, message })
  }
  if (!body.query) {
    throw queryError('UNEXPECTED_END_OF_QUERY', 'Error in query: unexpected end of query.')
  }
  return body
}

function parse(text: string): SearchBody {
  try {
    return JSON.parse(text || '{}')
  } catch {
    throw new Rejected(400)
  }
}

function refuseMetrics(
  select: string[],
  { login, isManager }: { login: string; isManager: boolean }
) {
  if (!select.some((field) => field in METRICS)) {
    return
  }
  if (login === FORMER_AGENCY) {
    // The grant was withdrawn after the agency left: lists still load, numbers do not.
    throw new Rejected(401)
  }
  if (isManager) {
    const message =
      'Metrics cannot be requested for a manager account. To retrieve metrics, issue separate requests against each client account under the manager account.'
    throw queryError('REQUESTED_METRICS_FOR_MANAGER', message)
  }
}

function slicePage(total: number, token: string | undefined, size: number) {
  const from = token ? Number(/^page-from-(\d+)$/.exec(token)?.[1] ?? Number.NaN) : 0
  if (!(from <= total)) {
    const message = 'Next page token specified in user request is invalid.'
    throw new Rejected(400, { errorCode: { requestError: 'INVALID_PAGE_TOKEN' }, message })
  }
  const to = from + size
  return { from, to, next: to < total ? `page-from-${to}` : undefined }
}

function streamOf(rows: unknown[], head: object) {
  const chunks: object[] = []
  for (let from = 0; from < Math.max(1, rows.length); from += PAGE_SIZE) {
    chunks.push({
      ...resultsOf(rows.slice(from, from + PAGE_SIZE)),
      ...head,
      requestId: '-wmLytVuBONxut172E248A',
    })
  }
  return chunks
}
