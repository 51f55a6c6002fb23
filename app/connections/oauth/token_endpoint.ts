import { askVendor, VendorFailure } from '#reading'
import { readGrant, textOf, type TokenGrant } from './token_answer.js'
import { addressFor, type TokenContext } from './token_context.js'

const TIMEOUT_MS = 20_000

export interface TokenRequest {
  /** The way of signing in names it where left out. */
  address?: string
  method?: 'GET' | 'POST'
  parameters: Record<string, string>
  /** Says by itself who asks: no client is added. */
  isComplete?: boolean
}

/** Asks a token endpoint. Throws a `VendorFailure`: `reconnect` where the consent is gone, else temporary. */
export async function requestToken(
  context: TokenContext,
  request: TokenRequest
): Promise<TokenGrant> {
  const response = await send(context, request)
  const body = parse(response.text)
  const grant = response.status < 300 ? readGrant(body, context) : undefined
  if (!grant) {
    throw refusal(response, body, context)
  }
  return grant
}

function send(context: TokenContext, request: TokenRequest) {
  const { auth, mode, title, hosts, signal } = context
  const { address = auth.token, method = 'POST' } = request
  const identity = request.isComplete ? ANONYMOUS : identityOf(context)
  const parameters = { ...request.parameters, ...identity.parameters }
  const headers = { accept: 'application/json', ...identity.headers }
  const url = addressFor(address, context)
  const asked =
    method === 'GET'
      ? { url: withQuery(url, parameters), headers }
      : { url, ...contentOf(context, { parameters, headers }) }
  return askVendor({ title, hosts }, { method, ...asked, mode, timeoutMs: TIMEOUT_MS, signal })
}

function withQuery(address: string, parameters: Record<string, string>): string {
  const url = new URL(address)
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value))
  return url.href
}

const ANONYMOUS: Sent = { parameters: {}, headers: {} }

/** The client's id and secret: in a header (RFC 6749 section 2.3.1), or as parameters under the vendor's names. */
function identityOf({ auth, client }: TokenContext): Sent {
  if ('clientAuth' in auth && auth.clientAuth === 'basic') {
    const pair = [client.id, client.secret].map(encodeURIComponent).join(':')
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
    return { parameters: {}, headers: { authorization } }
  }
  const { clientIdParameter = 'client_id', clientSecretParameter = 'client_secret' } =
    auth.kind === 'oauth2' ? auth : {}
  const parameters = { [clientIdParameter]: client.id, [clientSecretParameter]: client.secret }
  return { parameters, headers: {} }
}

interface Sent {
  parameters: Record<string, string>
  headers: Record<string, string>
}

function contentOf({ auth }: TokenContext, { parameters, headers }: Sent) {
  const isJson = auth.kind === 'oauth2' && auth.tokenBody === 'json'
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded'
  return {
    headers: { ...headers, 'content-type': type },
    body: isJson ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString(),
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const body = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

const GONE = ['invalid_grant', 'unauthorized_client', 'access_denied']

/** The error code only: descriptions of some servers repeat the token. */
function refusal(
  { status }: { status: number },
  body: Record<string, unknown>,
  { auth, title }: TokenContext
) {
  const code = textOf(body.error) ?? ''
  if (code === 'invalid_client' && auth.kind === 'oauth2') {
    return new VendorFailure({
      kind: 'configuration',
      action: 'fail',
      code: 'E_OAUTH_CLIENT',
      message: `${title} does not know this installation's client, or its secret is wrong. The operator has to set it again with oauth-client:set.`,
    })
  }
  if (GONE.includes(code) || code === 'invalid_client' || refusesOtherwise(status, code, body)) {
    return new VendorFailure({
      kind: 'authorization',
      action: 'reconnect',
      code: 'E_CONSENT_GONE',
      message: auth.kind === 'oauth2' ? consentGone(title) : accessGone(title),
    })
  }
  return new VendorFailure({
    kind: 'temporary',
    action: 'retry',
    code: `E_TOKEN_${status}`,
    message: `${title} could not renew the access right now. The sync retries automatically.`,
    retryAfterSeconds: 60,
  })
}

/** Vendors that say it in words of their own, and not in those of RFC 6749. */
const refusesOtherwise = (status: number, code: string, body: object) =>
  (status === 400 || status === 401) && code === '' && Object.keys(body).length > 0

const consentGone = (title: string) =>
  `${title} no longer accepts the consent: it was withdrawn, expired, or the password changed. Reconnect the source.`
const accessGone = (title: string) =>
  `${title} does not accept what the source signs in with: it is wrong, or was withdrawn. Check it at ${title} and reconnect the source.`
